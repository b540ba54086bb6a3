#include "core/query/query.h"
#include "core/query/schema.h"
#include "core/query/source_fields.h"
#include "core/query/words.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <string>

using namespace binnacle;
using namespace binnacle::query;

namespace {

template<typename Field>
std::size_t countTo(Field last)
{
    return static_cast<std::size_t>(last) + 1;
}

const FieldInfo &fieldOf(SourceId source, std::string_view name)
{
    const FieldInfo *found = schemaOf(source).find(name);
    if (!found)
        qFatal("no field %s", std::string(name).c_str());
    return *found;
}

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

class TestSchema : public QObject
{
    Q_OBJECT

private slots:
    void everySourceHasItsSchema()
    {
        QCOMPARE(allSchemas().size(), static_cast<std::size_t>(SourceId::Audit) + 1);
        for (const Schema &schema : allSchemas()) {
            QVERIFY(!schema.name.empty() && !schema.help.empty());
            QCOMPARE(&schemaOf(sourceIdOf(schema)), &schema);
            QCOMPARE(findSource(schema.name), &schema);
        }
        QCOMPARE(schemaOf(SourceId::PersistentVolumeClaims).name, std::string_view("pvcs"));
        QCOMPARE(schemaOf(SourceId::Audit).name, std::string_view("audit"));
    }

    void fieldsAreInTheOrderOfTheirEnum_data()
    {
        QTest::addColumn<int>("source");
        QTest::addColumn<std::size_t>("fields");
        const auto row = [](SourceId source, std::size_t fields) {
            QTest::newRow(bytes(schemaOf(source).name).constData())
                << static_cast<int>(source) << fields;
        };
        row(SourceId::Pods, countTo(PodField::Text));
        row(SourceId::Nodes, countTo(NodeField::Text));
        for (const SourceId source : {SourceId::Workloads, SourceId::Deployments,
                 SourceId::StatefulSets, SourceId::DaemonSets})
            row(source, countTo(WorkloadField::Text));
        row(SourceId::ReplicaSets, countTo(ReplicaSetField::Text));
        row(SourceId::Jobs, countTo(JobField::Text));
        row(SourceId::CronJobs, countTo(CronJobField::Text));
        row(SourceId::Services, countTo(ServiceField::Text));
        row(SourceId::Ingresses, countTo(IngressField::Text));
        row(SourceId::Namespaces, countTo(NamespaceField::Text));
        for (const SourceId source : {SourceId::PersistentVolumes, SourceId::PersistentVolumeClaims,
                 SourceId::ConfigMaps, SourceId::Secrets})
            row(source, countTo(ObjectField::Text));
        row(SourceId::Events, countTo(EventField::Text));
        row(SourceId::Clusters, countTo(ClusterField::Text));
        row(SourceId::Slo, countTo(LevelField::Text));
        row(SourceId::Domains, countTo(LevelField::Text));
        row(SourceId::Edges, countTo(EdgeField::Text));
        row(SourceId::Alerts, countTo(AlertField::Text));
        row(SourceId::Commands, countTo(CommandField::Text));
        row(SourceId::Audit, countTo(AuditField::Text));
    }
    void fieldsAreInTheOrderOfTheirEnum()
    {
        QFETCH(int, source);
        QFETCH(std::size_t, fields);
        const Schema &schema = schemaOf(static_cast<SourceId>(source));
        QCOMPARE(schema.fields.size(), fields);
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < fields; ++i) {
            const FieldInfo &field = schema.fields[i];
            QCOMPARE(field.field, static_cast<FieldId>(i));
            QVERIFY2(!field.names.empty(), qPrintable(QString::number(i)));
            QVERIFY2(!field.help.empty(), bytes(field.name()).constData());
            QCOMPARE(field.choices.empty(), field.type != FieldType::Choice);
            for (const std::string_view name : field.names) {
                QVERIFY2(names.insert(name).second, bytes(name).constData());
                QCOMPARE(schema.find(name), &field);
            }
        }
        QCOMPARE(schema.fields.back().type, FieldType::FullText);
        QVERIFY(schema.fields.front().isShown || sourceIdOf(schema) == SourceId::Events);
    }

    void sourcesHaveTheShortNamesOfKubectl_data()
    {
        QTest::addColumn<QByteArray>("alias");
        QTest::addColumn<int>("source");
        const auto row = [](const char *alias, SourceId source) {
            QTest::newRow(alias) << QByteArray(alias) << static_cast<int>(source);
        };
        row("po", SourceId::Pods);
        row("no", SourceId::Nodes);
        row("deploy", SourceId::Deployments);
        row("STS", SourceId::StatefulSets);
        row("ds", SourceId::DaemonSets);
        row("rs", SourceId::ReplicaSets);
        row("svc", SourceId::Services);
        row("ing", SourceId::Ingresses);
        row("ns", SourceId::Namespaces);
        row("pv", SourceId::PersistentVolumes);
        row("pvc", SourceId::PersistentVolumeClaims);
        row("cm", SourceId::ConfigMaps);
        row("ev", SourceId::Events);
        row("cj", SourceId::CronJobs);
    }
    void sourcesHaveTheShortNamesOfKubectl()
    {
        QFETCH(QByteArray, alias);
        QFETCH(int, source);
        const Schema *found = findSource(alias.toStdString());
        QVERIFY(found);
        QCOMPARE(sourceIdOf(*found), static_cast<SourceId>(source));
    }

    void noShortNameMeansTwoSources()
    {
        std::set<std::string_view> names;
        for (const Schema &schema : allSchemas())
            QVERIFY(names.insert(schema.name).second);
        for (const std::string_view alias : sourceAliases())
            QVERIFY2(names.insert(alias).second, bytes(alias).constData());
    }

    void eventsAreNamedAsInTheirFilter()
    {
        for (const FieldInfo &field : eventSchema().fields)
            QCOMPARE(field.name(), eventFieldName(static_cast<EventField>(field.field)));
    }

    void quantitiesHaveTheUnitsOneExpects()
    {
        QCOMPARE(fieldOf(SourceId::Pods, "cpu_usage").type, FieldType::Percent);
        QCOMPARE(fieldOf(SourceId::Pods, "memory").type, FieldType::Bytes);
        QCOMPARE(fieldOf(SourceId::Pods, "cpu").type, FieldType::Cores);
        QCOMPARE(fieldOf(SourceId::Pods, "age").type, FieldType::Span);
        QCOMPARE(fieldOf(SourceId::Pods, "created").type, FieldType::Time);
        QCOMPARE(fieldOf(SourceId::Slo, "p95").type, FieldType::Span);
        QCOMPARE(fieldOf(SourceId::Domains, "budget").type, FieldType::Percent);
        QCOMPARE(fieldOf(SourceId::Edges, "tls").type, FieldType::Percent);
        QCOMPARE(fieldOf(SourceId::Deployments, "healthy").type, FieldType::Flag);
    }

    void labelsAreFoundByTheirKey()
    {
        const Schema &pods = schemaOf(SourceId::Pods);
        QCOMPARE(pods.find("label.app")->field, static_cast<FieldId>(PodField::Label));
        QCOMPARE(pods.find("Label.App")->type, FieldType::Labels);
        QCOMPARE(
            labelKeyOf("label.app.kubernetes.io/name"), std::string_view("app.kubernetes.io/name"));
        QCOMPARE(labelKeyOf("label"), std::string_view());
        QVERIFY(!eventSchema().find("label.app"));
        QVERIFY(!pods.find("nothing"));
        QVERIFY(isLabelKey("app.kubernetes.io/name"));
        QVERIFY(!isLabelKey("a b") && !isLabelKey("") && !isLabelKey("a=b"));
    }

    void nearestNamesAreOfTheSource()
    {
        QCOMPARE(schemaOf(SourceId::Pods).nearestName("cpu_usge"), std::string("cpu_usage"));
        QCOMPARE(eventSchema().nearestName("resaon"), std::string("reason"));
        QCOMPARE(eventSchema().nearestName("zzzzzz"), std::string());
    }
};

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
