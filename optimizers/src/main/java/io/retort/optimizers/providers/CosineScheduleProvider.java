package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.CosineSchedule;

/** Makes {@link CosineSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class CosineScheduleProvider implements ScheduleProvider<CosineSchedule> {

  @Override
  public String name() {
    return "cosine";
  }

  @Override
  public Class<CosineSchedule> configuration() {
    return CosineSchedule.class;
  }

  @Override
  public Schedule create(CosineSchedule configuration, Context context) {
    return configuration;
  }
}
