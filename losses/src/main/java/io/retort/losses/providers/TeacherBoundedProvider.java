package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.LossProvider;
import io.retort.losses.TeacherBounded;

/** Makes {@link TeacherBounded}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class TeacherBoundedProvider extends RecordLossProvider<TeacherBounded> {

  /** For {@link java.util.ServiceLoader}. */
  public TeacherBoundedProvider() {
    super("teacher-bounded", TeacherBounded.class);
  }
}
