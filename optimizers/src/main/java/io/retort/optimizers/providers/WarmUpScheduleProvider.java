package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.WarmUpSchedule;

/** Makes {@link WarmUpSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class WarmUpScheduleProvider implements ScheduleProvider<WarmUpSchedule> {

  @Override
  public String name() {
    return "warm-up";
  }

  @Override
  public Class<WarmUpSchedule> configuration() {
    return WarmUpSchedule.class;
  }

  @Override
  public Schedule create(WarmUpSchedule configuration, Context context) {
    return configuration;
  }
}
