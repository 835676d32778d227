/** The losses that ship with Retort. */
module io.retort.losses {
  requires io.retort.core;
  requires static com.google.auto.service;
}
