package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.CalibrationError;

/** Makes {@link CalibrationError}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class CalibrationErrorProvider extends RecordMetricProvider<CalibrationError> {

  /** For {@link java.util.ServiceLoader}. */
  public CalibrationErrorProvider() {
    super("calibration-error", CalibrationError.class, Role.FIGURE);
  }
}
