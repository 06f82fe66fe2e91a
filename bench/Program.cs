using System.CommandLine;
using Ssa.Bench.Micro;
using Ssa.Bench.Mutation;
using Ssa.Bench.Runs;

var root = new RootCommand("Benchmarks of Ssa: 'micro' for kernels and readers, 'runs' for whole screenings, 'covariance-realism' for assumed errors, 'mutate-messages' for readers of damaged messages; bench/README.md explains them.")
{
    new MicroCommand(),
    new RunsCommand(),
    new CovarianceRealismCommand(),
    new MutateMessagesCommand(),
};

return root.Parse(args).Invoke();
