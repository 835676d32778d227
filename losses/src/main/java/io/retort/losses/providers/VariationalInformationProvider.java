package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.VariationalInformation;

/** Makes {@link VariationalInformation}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class VariationalInformationProvider
    extends RecordProvider<Criterion, VariationalInformation, Context>
    implements LossProvider<VariationalInformation> {

  /** For {@link java.util.ServiceLoader}. */
  public VariationalInformationProvider() {
    super("variational-information", VariationalInformation.class, loss -> loss);
  }
}
