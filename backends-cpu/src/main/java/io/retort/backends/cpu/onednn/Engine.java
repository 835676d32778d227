package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;

/** The processor as oneDNN sees it, with the settings of one backend. */
final class Engine implements AutoCloseable {
  private final dnnl_engine engine = new dnnl_engine();
  private final dnnl_stream stream = new dnnl_stream();
  private final int threads;
  private final long productsPerThread;
  private final long leastProducts;

  /**
   * Opens the processor.
   *
   * @param threads the most that work on one operation
   * @param productsPerThread how much a pass forward must multiply for each thread that works on it
   * @param leastProducts from how many products on a layer computes in bf16; {@link Long#MAX_VALUE}
   *     for f32 everywhere
   */
  Engine(int threads, long productsPerThread, long leastProducts) {
    this.threads = threads;
    this.productsPerThread = productsPerThread;
    this.leastProducts = leastProducts;
    check(dnnl_engine_create(engine, dnnl_cpu, 0), "open the processor");
    check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags), "open a stream");
  }

  /** Whether the processor, as far as oneDNN may use it, multiplies 16-bit numbers. */
  static boolean hasBf16() {
    return has(dnnl_cpu_isa_avx512_core_bf16);
  }

  private static boolean has(int instructions) {
    return (dnnl_get_effective_cpu_isa() & instructions) == instructions;
  }

  /** Turns a status of oneDNN into an exception. */
  static void check(int status, String what) {
    if (status != 0) {
      throw new IllegalStateException("oneDNN could not " + what + ": status " + status);
    }
  }

  /** The most threads that work on one operation. */
  int threads() {
    return threads;
  }

  /** No more than have enough to do: waiting for each other costs them several µs an operation. */
  int threadsFor(long products) {
    return (int) Math.max(1, Math.min(products / productsPerThread, threads));
  }

  dnnl_engine handle() {
    return engine;
  }

  dnnl_stream stream() {
    return stream;
  }

  boolean bf16() {
    return leastProducts < Long.MAX_VALUE;
  }

  long leastProducts() {
    return leastProducts;
  }

  @Override
  public void close() {
    dnnl_stream_destroy(stream);
    dnnl_engine_destroy(engine);
  }
}
