import io.retort.core.loss.LossProvider;
import io.retort.losses.providers.BinaryCrossEntropyProvider;
import io.retort.losses.providers.BinaryKullbackLeiblerProvider;
import io.retort.losses.providers.CosineProvider;
import io.retort.losses.providers.CrossEntropyProvider;
import io.retort.losses.providers.DecoupledProvider;
import io.retort.losses.providers.DistillationProvider;
import io.retort.losses.providers.DoubleSoftmaxProvider;
import io.retort.losses.providers.HuberProvider;
import io.retort.losses.providers.KullbackLeiblerProvider;
import io.retort.losses.providers.MeanSquaredErrorProvider;
import io.retort.losses.providers.SoftCrossEntropyProvider;
import io.retort.losses.providers.SupervisedProvider;
import io.retort.losses.providers.TeacherBoundedProvider;

/** The losses that ship with Retort. */
module io.retort.losses {
  requires transitive io.retort.core;
  requires static com.google.auto.service;

  exports io.retort.losses;

  provides LossProvider with
      BinaryCrossEntropyProvider,
      BinaryKullbackLeiblerProvider,
      CosineProvider,
      CrossEntropyProvider,
      DecoupledProvider,
      DistillationProvider,
      DoubleSoftmaxProvider,
      HuberProvider,
      KullbackLeiblerProvider,
      MeanSquaredErrorProvider,
      SoftCrossEntropyProvider,
      SupervisedProvider,
      TeacherBoundedProvider;
}
