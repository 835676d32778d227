/** The distillation strategies that ship with Retort. */
module io.retort.strategies {
  requires io.retort.core;
  requires static com.google.auto.service;
}
