package io.retort.teachers.tribuo.file;

import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ObjectProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.SimpleProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.EnumProvenance;
import io.retort.core.Echo;
import io.retort.teachers.file.DamagedModelException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.tribuo.MutableDataset;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.protos.ProtoSerializable;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * How a model was made. Predictions need none of it, but Tribuo insists on one and loads each class
 * that it names. So none reaches Tribuo: there is an empty one in place of each.
 */
final class Provenances {
  private static final List<String> PACKAGES =
      List.of("org.tribuo.", "com.oracle.labs.mlrg.olcut.");

  private final RootProvenanceProto ofModel;
  private final RootProvenanceProto ofEnsemble;

  Provenances() {
    OffsetDateTime never = OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);
    LabelFactory factory = new LabelFactory();
    DatasetProvenance data =
        new MutableDataset<>(new SimpleDataSourceProvenance("not read", factory), factory)
            .getProvenance();
    TrainerProvenance trainer = new CARTClassificationTrainer().getProvenance();
    ofModel = message(new ModelProvenance("not read", never, data, trainer));
    ofEnsemble =
        message(
            new EnsembleModelProvenance("not read", never, data, trainer, new ListProvenance<>()));
  }

  private static RootProvenanceProto message(ModelProvenance provenance) {
    return ProtoSerializable.PROVENANCE_SERIALIZER.serializeToProto(
        ProvenanceUtil.marshalProvenance(provenance));
  }

  RootProvenanceProto ofModel() {
    return ofModel;
  }

  RootProvenanceProto ofEnsemble() {
    return ofEnsemble;
  }

  /** Refuses names of classes that are none of Tribuo's: whoever wrote them meant them to run. */
  static void check(RootProvenanceProto provenance) throws DamagedModelException {
    for (ObjectProvenanceProto object : provenance.getOmpList()) {
      check(object.getProvenanceClassName());
    }
    for (SimpleProvenanceProto value : provenance.getSmpList()) {
      check(value.getProvenanceClassName());
      if (value.getProvenanceClassName().equals(EnumProvenance.class.getName())) {
        check(value.getAdditional());
      }
    }
  }

  private static void check(String name) throws DamagedModelException {
    DamagedModelException.unless(
        PACKAGES.stream().anyMatch(name::startsWith),
        "its provenance names the class " + Echo.quoted(name) + ", which is none of Tribuo's");
  }
}
