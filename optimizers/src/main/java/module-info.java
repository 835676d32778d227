import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.optimizers.providers.AdaGradProvider;
import io.retort.optimizers.providers.AdamProvider;
import io.retort.optimizers.providers.AdamWProvider;
import io.retort.optimizers.providers.AmsGradProvider;
import io.retort.optimizers.providers.CaGradProvider;
import io.retort.optimizers.providers.ConjugateGradientProvider;
import io.retort.optimizers.providers.ConstantScheduleProvider;
import io.retort.optimizers.providers.CosineScheduleProvider;
import io.retort.optimizers.providers.GradNormProvider;
import io.retort.optimizers.providers.LbfgsProvider;
import io.retort.optimizers.providers.LinearScheduleProvider;
import io.retort.optimizers.providers.LionProvider;
import io.retort.optimizers.providers.MgdaProvider;
import io.retort.optimizers.providers.NAdamProvider;
import io.retort.optimizers.providers.PcGradProvider;
import io.retort.optimizers.providers.RmsPropProvider;
import io.retort.optimizers.providers.SgdProvider;
import io.retort.optimizers.providers.StepScheduleProvider;
import io.retort.optimizers.providers.SumProvider;
import io.retort.optimizers.providers.UncertaintyProvider;
import io.retort.optimizers.providers.WarmUpScheduleProvider;

/** The optimizers, learning-rate schedules and combinations of gradients that ship with Retort. */
module io.retort.optimizers {
  requires transitive io.retort.core;
  requires static com.google.auto.service;

  exports io.retort.optimizers;

  provides GradientCombinationProvider with
      CaGradProvider,
      GradNormProvider,
      MgdaProvider,
      PcGradProvider,
      SumProvider,
      UncertaintyProvider;
  provides OptimizerProvider with
      AdaGradProvider,
      AdamProvider,
      AdamWProvider,
      AmsGradProvider,
      ConjugateGradientProvider,
      LbfgsProvider,
      LionProvider,
      NAdamProvider,
      RmsPropProvider,
      SgdProvider;
  provides ScheduleProvider with
      ConstantScheduleProvider,
      CosineScheduleProvider,
      LinearScheduleProvider,
      StepScheduleProvider,
      WarmUpScheduleProvider;
}
