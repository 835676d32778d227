package io.retort.backends.cpu.dl4j.nd4j;

import io.retort.backends.cpu.natives.NativeJar;
import io.retort.backends.cpu.natives.NativeLibraries;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;

/** The native libraries of ND4J, on which Deeplearning4j computes. */
public final class Nd4jLibrary {

  private Nd4jLibrary() {}

  /**
   * Loads them. Costs nothing when that has been done before.
   *
   * @throws io.retort.core.RetortException if a jar is missing, or they cannot be unpacked or
   *     loaded, with the fix
   */
  public static void load() {
    NativeLibraries.load(
        "Deeplearning4j",
        Nd4jCpu.class,
        new NativeJar("org.bytedeco:javacpp", "org/bytedeco/javacpp", "jnijavacpp"),
        new NativeJar("org.bytedeco:openblas", "org/bytedeco/openblas", "jniopenblas"),
        new NativeJar(
            "org.nd4j:nd4j-native", "org/nd4j/linalg/cpu/nativecpu/bindings", "jnind4jcpu"));
  }
}
