using System.CommandLine;
using Ssa.Bench.Micro;
using Ssa.Bench.Runs;

var root = new RootCommand("Benchmarks of Ssa: 'micro' for kernels and readers, 'runs' for whole screenings, 'covariance-realism' for assumed errors; bench/README.md explains both.")
{
    new MicroCommand(),
    new RunsCommand(),
    new CovarianceRealismCommand(),
};

return root.Parse(args).Invoke();
