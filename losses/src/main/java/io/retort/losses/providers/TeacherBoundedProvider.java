package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.TeacherBounded;

/** Makes {@link TeacherBounded}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class TeacherBoundedProvider extends RecordProvider<Criterion, TeacherBounded, Context>
    implements LossProvider<TeacherBounded> {

  /** For {@link java.util.ServiceLoader}. */
  public TeacherBoundedProvider() {
    super("teacher-bounded", TeacherBounded.class, loss -> loss);
  }
}
