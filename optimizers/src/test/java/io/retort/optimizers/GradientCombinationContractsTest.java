package io.retort.optimizers;

import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.optimizers.providers.CaGradProvider;
import io.retort.optimizers.providers.GradNormProvider;
import io.retort.optimizers.providers.MgdaProvider;
import io.retort.optimizers.providers.PcGradProvider;
import io.retort.optimizers.providers.SumProvider;
import io.retort.optimizers.providers.UncertaintyProvider;
import io.retort.testkit.GradientCombinationContract;
import org.junit.jupiter.api.Nested;

/** Every combination of gradients keeps the contract. */
class GradientCombinationContractsTest {

  @Nested
  class OfSum extends GradientCombinationContract<Sum> {
    @Override
    protected GradientCombinationProvider<Sum> provider() {
      return new SumProvider();
    }

    @Override
    protected Sum configuration() {
      return new Sum();
    }
  }

  @Nested
  class OfUncertainty extends GradientCombinationContract<Uncertainty> {
    @Override
    protected GradientCombinationProvider<Uncertainty> provider() {
      return new UncertaintyProvider();
    }

    @Override
    protected Uncertainty configuration() {
      return new Uncertainty(0.5);
    }
  }

  @Nested
  class OfGradNorm extends GradientCombinationContract<GradNorm> {
    @Override
    protected GradientCombinationProvider<GradNorm> provider() {
      return new GradNormProvider();
    }

    @Override
    protected GradNorm configuration() {
      return new GradNorm(1.5, 0.3);
    }
  }

  @Nested
  class OfPcGrad extends GradientCombinationContract<PcGrad> {
    @Override
    protected GradientCombinationProvider<PcGrad> provider() {
      return new PcGradProvider();
    }

    @Override
    protected PcGrad configuration() {
      return new PcGrad();
    }
  }

  @Nested
  class OfMgda extends GradientCombinationContract<Mgda> {
    @Override
    protected GradientCombinationProvider<Mgda> provider() {
      return new MgdaProvider();
    }

    @Override
    protected Mgda configuration() {
      return new Mgda();
    }
  }

  @Nested
  class OfCaGrad extends GradientCombinationContract<CaGrad> {
    @Override
    protected GradientCombinationProvider<CaGrad> provider() {
      return new CaGradProvider();
    }

    @Override
    protected CaGrad configuration() {
      return new CaGrad(0.5);
    }
  }

  @Nested
  class OfFarCaGrad extends GradientCombinationContract<CaGrad> {
    @Override
    protected GradientCombinationProvider<CaGrad> provider() {
      return new CaGradProvider();
    }

    @Override
    protected CaGrad configuration() {
      return new CaGrad(1.5);
    }
  }
}
