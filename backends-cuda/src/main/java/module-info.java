import io.retort.backends.cuda.providers.CudaProvider;
import io.retort.core.backend.BackendProvider;

/** The compute backend that runs on NVIDIA devices. */
module io.retort.backends.cuda {
  requires transitive io.retort.core;
  requires org.bytedeco.javacpp;
  requires static com.google.auto.service;

  exports io.retort.backends.cuda;

  provides BackendProvider with
      CudaProvider;
}
