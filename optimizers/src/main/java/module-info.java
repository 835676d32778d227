/** The optimizers and learning-rate schedules that ship with Retort. */
module io.retort.optimizers {
  requires io.retort.core;
  requires static com.google.auto.service;
}
