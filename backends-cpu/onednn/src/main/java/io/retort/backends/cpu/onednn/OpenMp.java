package io.retort.backends.cpu.onednn;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.bytedeco.javacpp.Loader;

/**
 * The one call that oneDNN's bindings lack: oneDNN takes its number of threads from OpenMP, which
 * keeps one per calling thread.
 */
final class OpenMp {

  static {
    Loader.load(org.bytedeco.dnnl.global.dnnl.class);
    // Looked up through oneDNN, because a process can hold several copies of the OpenMP library.
    Native.register(
        OpenMp.class, NativeLibrary.getInstance(Loader.getLoadedLibraries().get("dnnl@.3")));
  }

  private OpenMp() {}

  /** Initialises this class, which loads the library. */
  static void load() {}

  /** Sets the number of threads for work that the calling thread starts. */
  static native void omp_set_num_threads(int threads);
}
