package io.retort.backends.cpu.dl4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products {@code C = A·B + β·C} of row-major matrices that lie anywhere in three arrays. It calls
 * the BLAS that ND4J itself has loaded: for the many small products of a convolution ND4J's own
 * call costs more than the product.
 */
final class Gemm {
  private final boolean wide;
  private final Pointer a;
  private final Pointer b;
  private final Pointer c;
  private final boolean transposeA;
  private final boolean transposeB;
  private final int rows;
  private final int columns;
  private final int depth;
  private final double beta;

  /**
   * Prepares products of one size.
   *
   * @param a holds matrices {@code [rows, depth]}, or {@code [depth, rows]} if transposed
   * @param b holds matrices {@code [depth, columns]}, or {@code [columns, depth]} if transposed
   * @param c holds matrices {@code [rows, columns]}
   * @param beta 0 to overwrite, 1 to add
   */
  Gemm(
      INDArray a,
      boolean transposeA,
      INDArray b,
      boolean transposeB,
      INDArray c,
      int rows,
      int columns,
      int depth,
      double beta) {
    this.wide = c.dataType() == DataType.DOUBLE;
    this.a = pointer(a);
    this.b = pointer(b);
    this.c = pointer(c);
    this.transposeA = transposeA;
    this.transposeB = transposeB;
    this.rows = rows;
    this.columns = columns;
    this.depth = depth;
    this.beta = beta;
  }

  /** Multiplies the matrices that start at these values of the three arrays. */
  void run(long fromA, long fromB, long fromC) {
    a.position(fromA);
    b.position(fromB);
    c.position(fromC);
    int formA = transposeA ? CblasTrans : CblasNoTrans;
    int formB = transposeB ? CblasTrans : CblasNoTrans;
    int widthA = transposeA ? rows : depth;
    int widthB = transposeB ? depth : columns;
    if (wide) {
      cblas_dgemm(
          CblasRowMajor,
          formA,
          formB,
          rows,
          columns,
          depth,
          1,
          (DoublePointer) a,
          widthA,
          (DoublePointer) b,
          widthB,
          beta,
          (DoublePointer) c,
          columns);
    } else {
      cblas_sgemm(
          CblasRowMajor,
          formA,
          formB,
          rows,
          columns,
          depth,
          1,
          (FloatPointer) a,
          widthA,
          (FloatPointer) b,
          widthB,
          (float) beta,
          (FloatPointer) c,
          columns);
    }
  }

  /** A pointer of our own to the first value of an array or view. */
  private static Pointer pointer(INDArray array) {
    Pointer start = array.data().addressPointer();
    return array.dataType() == DataType.DOUBLE ? new DoublePointer(start) : new FloatPointer(start);
  }
}
