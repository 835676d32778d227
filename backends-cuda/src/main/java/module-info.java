/** The compute backend that runs on NVIDIA devices. */
module io.retort.backends.cuda {
  requires io.retort.core;
  requires org.bytedeco.javacpp;
  requires static com.google.auto.service;
}
