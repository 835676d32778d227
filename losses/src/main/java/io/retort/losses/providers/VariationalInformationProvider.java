package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.LossProvider;
import io.retort.losses.VariationalInformation;

/** Makes {@link VariationalInformation}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class VariationalInformationProvider
    extends RecordLossProvider<VariationalInformation> {

  /** For {@link java.util.ServiceLoader}. */
  public VariationalInformationProvider() {
    super("variational-information", VariationalInformation.class);
  }
}
