package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
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
  private final boolean bf16;

  Engine(int threads, boolean bf16) {
    this.threads = threads;
    this.bf16 = bf16;
    check(dnnl_engine_create(engine, dnnl_cpu, 0), "open the processor");
    check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags), "open a stream");
  }

  /**
   * Whether oneDNN multiplies 32-bit numbers as 16-bit ones where it may: only with AMX, not with
   * the bf16 instructions of AVX-512 alone.
   */
  static boolean hasBf16() {
    int isa = dnnl_get_effective_cpu_isa();
    return (isa & dnnl_cpu_isa_avx512_core_amx) == dnnl_cpu_isa_avx512_core_amx;
  }

  /** Turns a status of oneDNN into an exception. */
  static void check(int status, String what) {
    if (status != 0) {
      throw new IllegalStateException("oneDNN could not " + what + ": status " + status);
    }
  }

  /** To be called on entry by whatever creates or runs primitives. */
  void use() {
    OpenMp.omp_set_num_threads(threads);
  }

  int threads() {
    return threads;
  }

  dnnl_engine handle() {
    return engine;
  }

  dnnl_stream stream() {
    return stream;
  }

  boolean bf16() {
    return bf16;
  }

  @Override
  public void close() {
    dnnl_stream_destroy(stream);
    dnnl_engine_destroy(engine);
  }
}
