package io.retort.runtime.server;

/** A data type of the Open Inference Protocol. */
enum Datatype {
  BOOL(0, 1),
  UINT8(0, 0xff),
  UINT16(0, 0xffff),
  UINT32(0, 0xffffffffL),
  UINT64(0, 0x1p64),
  INT8(Byte.MIN_VALUE, Byte.MAX_VALUE),
  INT16(Short.MIN_VALUE, Short.MAX_VALUE),
  INT32(Integer.MIN_VALUE, Integer.MAX_VALUE),
  INT64(Long.MIN_VALUE, Long.MAX_VALUE),
  FP16(-65504, 65504),
  FP32(-Float.MAX_VALUE, Float.MAX_VALUE),
  FP64(-Double.MAX_VALUE, Double.MAX_VALUE),
  BYTES(0, 0);

  private final double least;
  private final double most;

  Datatype(double least, double most) {
    this.least = least;
    this.most = most;
  }

  boolean isFloatingPoint() {
    return this == FP16 || this == FP32 || this == FP64;
  }

  boolean isNumber() {
    return this != BOOL && this != BYTES;
  }

  /** Whether a finite number is one of this type. */
  boolean holds(double number) {
    return number >= least && number <= most && (isFloatingPoint() || number == Math.rint(number));
  }
}
