//! Classifiers, for data that crawlers do not recognise by themselves.

use crate::expr::Text;
use crate::graph::{Concern, Graph, Scope};
use crate::model::ClassifierFormat;
use crate::resource::{Classifier, CsvClassifier, GrokClassifier, JsonClassifier, XmlClassifier};

use super::lake::Lake;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    for classifier in lake.pipeline.classifiers.values() {
        let scope = Scope::new(Concern::Crawlers, &classifier.key, &classifier.origin);
        let resource = resource(lake.names.of(&classifier.key), &classifier.format);
        let handle = graph.add(scope.node("classifier", resource));
        lake.classifiers.insert(classifier.key.clone(), handle);
    }
}

fn resource(name: String, format: &ClassifierFormat) -> Classifier {
    let name = Some(name.into());
    match format {
        ClassifierFormat::Grok { pattern, custom_patterns, classification } => Classifier {
            grok_classifier: Some(GrokClassifier {
                name,
                classification: Some(classification.into()),
                grok_pattern: Some(pattern.into()),
                custom_patterns: custom_patterns.as_ref().map(Into::into),
            }),
            ..Classifier::default()
        },
        ClassifierFormat::Json { path } => Classifier {
            json_classifier: Some(JsonClassifier { name, json_path: Some(path.into()) }),
            ..Classifier::default()
        },
        ClassifierFormat::Xml { row_tag, classification } => Classifier {
            xml_classifier: Some(XmlClassifier {
                name,
                classification: Some(classification.into()),
                row_tag: Some(row_tag.into()),
            }),
            ..Classifier::default()
        },
        ClassifierFormat::Csv(csv) => Classifier {
            csv_classifier: Some(CsvClassifier {
                name,
                delimiter: csv.delimiter.as_ref().map(Into::into),
                quote_symbol: csv.quote_symbol.as_ref().map(Into::into),
                contains_header: csv.contains_header.map(|word| word.as_str().into()),
                header: csv.header.as_ref().map(|columns| columns.iter().map(Text::from).collect()),
                disable_value_trimming: csv.disable_value_trimming.map(Into::into),
                allow_single_column: csv.allow_single_column.map(Into::into),
                custom_datatype_configured: csv.custom_datatypes.as_ref().map(|_| true.into()),
                custom_datatypes: csv
                    .custom_datatypes
                    .as_ref()
                    .map(|types| types.iter().map(|word| word.as_str().into()).collect()),
                serde: csv.serde.map(|word| word.as_str().into()),
            }),
            ..Classifier::default()
        },
    }
}
