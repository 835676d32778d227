package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.LinearSchedule;

/** Makes {@link LinearSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class LinearScheduleProvider implements ScheduleProvider<LinearSchedule> {

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Class<LinearSchedule> configuration() {
    return LinearSchedule.class;
  }

  @Override
  public Schedule create(LinearSchedule configuration, Context context) {
    return configuration;
  }
}
