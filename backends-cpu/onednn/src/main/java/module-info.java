import io.retort.backends.cpu.onednn.OneDnnProvider;
import io.retort.core.backend.BackendProvider;

/** The compute backend that runs on the processor through oneDNN. */
module io.retort.backends.cpu.onednn {
  requires transitive io.retort.core;
  requires io.retort.backends.cpu.natives;
  requires org.bytedeco.dnnl;
  requires org.bytedeco.opencl;
  requires static com.google.auto.service;

  exports io.retort.backends.cpu.onednn.configuration;

  provides BackendProvider with
      OneDnnProvider;
}
