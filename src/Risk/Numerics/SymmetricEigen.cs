namespace Ssa.Risk.Numerics;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations, which keep small eigenvalues of graded covariances accurate (Demmel and Veselić 1992).
/// </summary>
internal sealed class SymmetricEigen
{
    private SymmetricEigen(double[] values, DenseMatrix vectors)
    {
        Values = values;
        Vectors = vectors;
    }

    /// <summary>The eigenvalues, ascending.</summary>
    public double[] Values { get; }

    /// <summary>The eigenvectors as columns, in the order of the values.</summary>
    public DenseMatrix Vectors { get; }

    /// <summary>Decomposes a symmetric matrix.</summary>
    public static SymmetricEigen Of(DenseMatrix matrix)
    {
        var n = matrix.Rows;
        var work = matrix.Block(0, 0, n, n);
        var vectors = DenseMatrix.Diagonal([.. Enumerable.Repeat(1.0, n)]);
        for (var sweep = 0; sweep < 60; sweep++)
        {
            var changed = false;
            for (var p = 0; p < n - 1; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    changed |= Rotate(work, vectors, p, q);
                }
            }

            if (!changed)
            {
                break;
            }
        }

        var order = Enumerable.Range(0, n).OrderBy(i => work[i, i]).ToArray();
        var sorted = new DenseMatrix(n, n);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                sorted[i, j] = vectors[i, order[j]];
            }
        }

        return new([.. order.Select(i => work[i, i])], sorted);
    }

    private static bool Rotate(DenseMatrix a, DenseMatrix vectors, int p, int q)
    {
        var off = a[p, q];
        if (Math.Abs(off) <= 1e-17 * Math.Sqrt(Math.Abs(a[p, p] * a[q, q])) || off == 0)
        {
            return false;
        }

        var theta = (a[q, q] - a[p, p]) / (2 * off);
        var t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        a[p, p] -= t * off;
        a[q, q] += t * off;
        a[p, q] = a[q, p] = 0;
        for (var k = 0; k < a.Rows; k++)
        {
            if (k != p && k != q)
            {
                var (x, y) = (a[k, p], a[k, q]);
                a[k, p] = a[p, k] = (c * x) - (s * y);
                a[k, q] = a[q, k] = (s * x) + (c * y);
            }

            var (u, v) = (vectors[k, p], vectors[k, q]);
            vectors[k, p] = (c * u) - (s * v);
            vectors[k, q] = (s * u) + (c * v);
        }

        return true;
    }
}
