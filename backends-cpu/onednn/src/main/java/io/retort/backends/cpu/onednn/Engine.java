package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import org.bytedeco.dnnl.dnnl_engine;

/** The processor as oneDNN sees it, with the settings of one backend. */
final class Engine implements AutoCloseable {
  private final dnnl_engine engine = new dnnl_engine();
  private final Limits limits;
  private final Workers workers;
  private final KernelVerifier verifier;
  private final OpenMp openMp;

  /** Opens the processor. */
  Engine(Limits limits, KernelVerifier verifier) {
    this.limits = limits;
    this.verifier = verifier;
    this.workers = new Workers(limits.threads());
    this.openMp = new OpenMp(limits.threads());
    check(dnnl_engine_create(engine, dnnl_cpu, 0), "open the processor");
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

  Limits limits() {
    return limits;
  }

  /** The threads that compute parts of batches. */
  Workers workers() {
    return workers;
  }

  /** Says which primitives can be believed. */
  KernelVerifier verifier() {
    return verifier;
  }

  /** Sets how many threads oneDNN takes. */
  OpenMp openMp() {
    return openMp;
  }

  dnnl_engine handle() {
    return engine;
  }

  @Override
  public void close() {
    verifier.save();
    workers.close();
    dnnl_engine_destroy(engine);
    openMp.close();
  }
}
