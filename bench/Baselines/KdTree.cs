using Ssa.Propagation;

namespace Ssa.Bench.Baselines;

/// <summary>
/// A balanced KD-tree, built anew for each time step by medians along x, y, z in turn, in place: a node is a range of the array, its median the
/// splitting point. Each point asks for its neighbours that stand after it in the array, so that each pair is seen once.
/// </summary>
internal sealed class KdTree : IPairFinder
{
    private const int LeafSize = 12;

    private Point[] _points = [];

    public void Find(ReadOnlySpan<TemeState> states, double radiusKm, List<(int A, int B)> pairs)
    {
        if (_points.Length != states.Length)
        {
            _points = new Point[states.Length];
        }

        var count = 0;
        for (var i = 0; i < states.Length; i++)
        {
            if (states[i].Status == PropagationStatus.Ok)
            {
                var p = states[i].PositionKm;
                _points[count++] = new Point(p.X, p.Y, p.Z, i);
            }
        }

        Build(0, count, axis: 0);
        for (var i = 0; i < count; i++)
        {
            Search(new Query(_points[i], i, radiusKm, pairs), 0, count, axis: 0);
        }
    }

    private void Build(int from, int to, int axis)
    {
        if (to - from <= LeafSize)
        {
            return;
        }

        var middle = (from + to) / 2;
        SelectMedian(from, to - 1, middle, axis);
        Build(from, middle, (axis + 1) % 3);
        Build(middle + 1, to, (axis + 1) % 3);
    }

    private void Search(in Query query, int from, int to, int axis)
    {
        if (to <= query.Place)
        {
            return;
        }

        if (to - from <= LeafSize)
        {
            for (var j = Math.Max(from, query.Place + 1); j < to; j++)
            {
                Collect(query, j);
            }

            return;
        }

        var middle = (from + to) / 2;
        var difference = query.Point.On(axis) - _points[middle].On(axis);
        if (difference <= query.RadiusKm)
        {
            Search(query, from, middle, (axis + 1) % 3);
        }

        if (middle > query.Place)
        {
            Collect(query, middle);
        }

        if (difference >= -query.RadiusKm)
        {
            Search(query, middle + 1, to, (axis + 1) % 3);
        }
    }

    private void Collect(in Query query, int place)
    {
        ref readonly var p = ref _points[place];
        var (x, y, z) = (p.X - query.Point.X, p.Y - query.Point.Y, p.Z - query.Point.Z);
        if ((x * x) + (y * y) + (z * z) <= query.RadiusKm * query.RadiusKm)
        {
            query.Pairs.Add((query.Point.Index, p.Index));
        }
    }

    /// <summary>Hoare's selection: the point of a rank to its place, smaller ones before it, greater ones after.</summary>
    private void SelectMedian(int first, int last, int rank, int axis)
    {
        while (first < last)
        {
            var pivot = _points[(first + last) / 2].On(axis);
            var (i, j) = (first, last);
            while (i <= j)
            {
                while (_points[i].On(axis) < pivot)
                {
                    i++;
                }

                while (_points[j].On(axis) > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (_points[i], _points[j]) = (_points[j], _points[i]);
                    i++;
                    j--;
                }
            }

            if (rank <= j)
            {
                last = j;
            }
            else if (rank >= i)
            {
                first = i;
            }
            else
            {
                return;
            }
        }
    }

    private readonly record struct Point(double X, double Y, double Z, int Index)
    {
        public double On(int axis) => axis == 0 ? X : axis == 1 ? Y : Z;
    }

    private readonly record struct Query(Point Point, int Place, double RadiusKm, List<(int A, int B)> Pairs);
}
