namespace Ssa.Risk.Numerics;

/// <summary>A small dense matrix of doubles, row by row: what the curvilinear methods need of linear algebra, and no more.</summary>
internal sealed class DenseMatrix(int rows, int columns)
{
    private readonly double[] elements = new double[rows * columns];

    /// <summary>Number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Number of columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>One element.</summary>
    public double this[int row, int column]
    {
        get => elements[(row * Columns) + column];
        set => elements[(row * Columns) + column] = value;
    }

    /// <summary>The sum.</summary>
    public static DenseMatrix operator +(DenseMatrix a, DenseMatrix b) => Combine(a, b, 1);

    /// <summary>The difference.</summary>
    public static DenseMatrix operator -(DenseMatrix a, DenseMatrix b) => Combine(a, b, -1);

    /// <summary>The matrix product.</summary>
    public static DenseMatrix operator *(DenseMatrix a, DenseMatrix b)
    {
        var product = new DenseMatrix(a.Rows, b.Columns);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var k = 0; k < a.Columns; k++)
            {
                var factor = a[i, k];
                for (var j = 0; j < b.Columns; j++)
                {
                    product[i, j] += factor * b[k, j];
                }
            }
        }

        return product;
    }

    /// <summary>The product with a vector.</summary>
    public double[] Times(ReadOnlySpan<double> vector)
    {
        var product = new double[Rows];
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j < Columns; j++)
            {
                product[i] += this[i, j] * vector[j];
            }
        }

        return product;
    }

    /// <summary>vᵀ·M·v.</summary>
    public double Quadratic(ReadOnlySpan<double> v)
    {
        var sum = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var row = 0.0;
            for (var j = 0; j < Columns; j++)
            {
                row += this[i, j] * v[j];
            }

            sum += v[i] * row;
        }

        return sum;
    }

    /// <summary>The transpose.</summary>
    public DenseMatrix Transposed()
    {
        var transposed = new DenseMatrix(Columns, Rows);
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j < Columns; j++)
            {
                transposed[j, i] = this[i, j];
            }
        }

        return transposed;
    }

    /// <summary>J·M·Jᵀ, made symmetric.</summary>
    public DenseMatrix Transformed(DenseMatrix j)
    {
        var product = j * this * j.Transposed();
        for (var i = 0; i < product.Rows; i++)
        {
            for (var k = 0; k < i; k++)
            {
                product[i, k] = product[k, i] = 0.5 * (product[i, k] + product[k, i]);
            }
        }

        return product;
    }

    /// <summary>A block of this matrix.</summary>
    public DenseMatrix Block(int row, int column, int rows, int columns)
    {
        var block = new DenseMatrix(rows, columns);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                block[i, j] = this[row + i, column + j];
            }
        }

        return block;
    }

    /// <summary>The inverse by Gauss–Jordan elimination with partial pivots; null where the matrix is singular.</summary>
    public DenseMatrix? Inverse()
    {
        var n = Rows;
        var work = Block(0, 0, n, n);
        var inverse = Diagonal([.. Enumerable.Repeat(1.0, n)]);
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
            {
                pivot = Math.Abs(work[row, column]) > Math.Abs(work[pivot, column]) ? row : pivot;
            }

            var value = work[pivot, column];
            if (value == 0 || !double.IsFinite(value))
            {
                return null;
            }

            for (var j = 0; j < n; j++)
            {
                (work[column, j], work[pivot, j]) = (work[pivot, j], work[column, j]);
                (inverse[column, j], inverse[pivot, j]) = (inverse[pivot, j], inverse[column, j]);
                work[column, j] /= value;
                inverse[column, j] /= value;
            }

            for (var row = 0; row < n; row++)
            {
                var factor = row == column ? 0 : work[row, column];
                for (var j = 0; factor != 0 && j < n; j++)
                {
                    work[row, j] -= factor * work[column, j];
                    inverse[row, j] -= factor * inverse[column, j];
                }
            }
        }

        return inverse;
    }

    /// <summary>A diagonal matrix.</summary>
    public static DenseMatrix Diagonal(ReadOnlySpan<double> values)
    {
        var matrix = new DenseMatrix(values.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            matrix[i, i] = values[i];
        }

        return matrix;
    }

    private static DenseMatrix Combine(DenseMatrix a, DenseMatrix b, double factor)
    {
        var sum = new DenseMatrix(a.Rows, a.Columns);
        for (var i = 0; i < sum.elements.Length; i++)
        {
            sum.elements[i] = a.elements[i] + (factor * b.elements[i]);
        }

        return sum;
    }
}
