#include "core/codec/bounded_yaml.h"
#include "core/codec/slo_spec.h"
#include "tests/support/corpus.h"

#include <QFile>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::codec;

namespace {

SloSpecs read(const std::string &path)
{
    auto specs = readSloSpecs(test::readFile(path));
    if (!specs)
        qFatal("%s: %s", path.c_str(), specs.error().message.c_str());
    return *std::move(specs);
}

RuleSource sourceOf(const SloSpec &spec, const std::string &host)
{
    SloTarget target = defaultTarget(spec.window);
    target.host = host;
    target.availability = spec.objective;
    return {.target = target, .errorQuery = spec.errorQuery, .totalQuery = spec.totalQuery};
}

// What the alerts of a rules file compare, in Sloth's words: severity, window, factor, budget.
struct Threshold
{
    std::string severity;
    std::string window;
    double factor = 0;
    double budget = 0;

    friend bool operator==(const Threshold &, const Threshold &) = default;
    friend auto operator<=>(const Threshold &, const Threshold &) = default;
};

std::vector<Threshold> thresholdsOf(const std::string &rules)
{
    static const QRegularExpression comparison(
        QStringLiteral(R"(slo:sli_error:ratio_rate(\w+)\{[^}]*\} > \(([\d.e-]+) \* ([\d.e-]+)\))"));
    std::vector<Threshold> thresholds;
    const auto documents = readYaml(rules);
    if (!documents)
        qFatal("%s", documents.error().message.c_str());
    for (const YamlNode &document : *documents) {
        for (const YamlNode &group : document["groups"].items) {
            for (const YamlNode &rule : group["rules"].items) {
                if (rule["alert"].isNull())
                    continue;
                auto found = comparison.globalMatch(QString::fromStdString(rule["expr"].text));
                while (found.hasNext()) {
                    const auto match = found.next();
                    thresholds.push_back(
                        {rule["labels"]["sloth_severity"].text, match.captured(1).toStdString(),
                            match.captured(2).toDouble(), match.captured(3).toDouble()});
                }
            }
        }
    }
    std::ranges::sort(thresholds);
    return thresholds;
}

// The rules of a file by group and name: expression, white space apart, and window.
std::vector<std::string> recordingsOf(const std::string &rules, std::size_t group)
{
    const auto documents = readYaml(rules);
    std::vector<std::string> recordings;
    for (const YamlNode &document : *documents) {
        if (document["groups"].items.size() <= group)
            continue;
        for (const YamlNode &rule : document["groups"].items[group]["rules"].items) {
            std::string expression = rule["expr"].text;
            std::erase_if(expression, [](char c) { return c == ' ' || c == '\n'; });
            recordings.push_back(
                rule["record"].text + '|' + rule["labels"]["sloth_window"].text + '|' + expression);
        }
    }
    return recordings;
}

} // namespace

class TestPrometheusRules : public QObject
{
    Q_OBJECT

private slots:
    void rulesCompareWithTheThresholdsOfSloth()
    {
        const auto folder = test::corpusPath("slo/sloth");
        if (!folder)
            QSKIP(test::kNoCorpus);
        std::vector<Threshold> expected;
        for (const QJsonObject &row : test::readJsonLines(*folder + "/thresholds.jsonl")) {
            const auto text = [&](const char *key) {
                return row.value(QLatin1String(key)).toString().toStdString();
            };
            expected.push_back(
                {text("severity"), text("window"), row.value(QLatin1String("factor")).toDouble(),
                    row.value(QLatin1String("error_budget")).toDouble()});
            QCOMPARE(expected.back().factor * expected.back().budget,
                row.value(QLatin1String("threshold")).toDouble());
        }
        QVERIFY(expected.size() >= 8);
        std::ranges::sort(expected);
        const SloSpec spec = read(*folder + "/spec/getting-started.yml").specs.at(0);
        const std::string rules = writePrometheusRules({sourceOf(spec, "myservice")});
        QVERIFY(thresholdsOf(rules) == expected);
        const std::string generated = test::readFile(*folder + "/generated/getting-started.yml");
        QVERIFY(thresholdsOf(generated) == expected);
    }

    void recordingsAreThoseOfSloth()
    {
        const auto folder = test::corpusPath("slo/sloth");
        if (!folder)
            QSKIP(test::kNoCorpus);
        for (const std::string name : {"getting-started", "no-alerts"}) {
            const SloSpec spec = read(*folder + "/spec/" + name + ".yml").specs.at(0);
            const auto ours = recordingsOf(writePrometheusRules({sourceOf(spec, spec.service)}), 0);
            const auto theirs
                = recordingsOf(test::readFile(*folder + "/generated/" + name + ".yml"), 0);
            QCOMPARE(ours.size(), std::size_t{8});
            // The last one, over 30 days, names the labels, which are ours.
            QVERIFY(std::equal(ours.begin(), ours.end() - 1, theirs.begin(), theirs.end() - 1));
        }
    }

    void promtoolAcceptsTheRules()
    {
        const QString promtool = QStandardPaths::findExecutable(QStringLiteral("promtool"));
        if (promtool.isEmpty())
            QSKIP("no promtool: it comes with prometheus");
        std::vector<RuleSource> sources;
        for (const auto window : {SloWindow::OneDay, SloWindow::SevenDays, SloWindow::ThirtyDays}) {
            for (const char *host :
                {"shop.example.com", "shop-web-80", "nasty \"host\" \\ {{x}}\n- a"}) {
                SloTarget target = defaultTarget(window);
                target.host = host;
                sources.push_back(ruleSourceFor(target));
                target.cluster.value = "prod";
                sources.push_back(ruleSourceFor(target));
            }
        }
        SloTarget service{
            .type = SloTargetType::Service, .host = "shop/checkout", .availability = 100};
        sources.push_back(ruleSourceFor(service));
        sources.push_back({.target = service}); // no query
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("rules.yml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(writePrometheusRules(sources)));
        file.close();
        QProcess check;
        check.start(promtool, {QStringLiteral("check"), QStringLiteral("rules"), file.fileName()});
        QVERIFY(check.waitForFinished());
        QVERIFY2(check.exitCode() == 0, check.readAllStandardError().constData());
        const QByteArray answer = check.readAllStandardOutput();
        QVERIFY2(answer.contains("SUCCESS") && !answer.contains("duplicate"), answer.constData());
    }

    void rulesAreReadableWhateverTheHostIsCalled()
    {
        SloTarget target = defaultTarget(SloWindow::ThirtyDays);
        target.host = "a\"b\\c\nd\xe2\x80\xa8- evil: true";
        const std::string rules
            = writePrometheusRules({{target, "up{x=\"1\"}\xe2\x80\xa8- evil", "up"},
                {target, "up", "up"}, {.target = target}});
        const auto read = readYaml(rules);
        QVERIFY2(read, rules.c_str());
        const YamlNode &groups = read->front()["groups"];
        QCOMPARE(groups.items.size(), std::size_t{6});
        QVERIFY(groups.items[0]["name"].text != groups.items[3]["name"].text);
        QCOMPARE(groups.items[0]["rules"].items[0]["labels"]["sloth_service"].text, target.host);
        QVERIFY(rules.find("# a\"b") != std::string::npos);
        QVERIFY(readYaml(writePrometheusRules({}))->front()["groups"].items.empty());
    }

    void windowPlaceholdersAreFilledIn()
    {
        SloTarget target = defaultTarget(SloWindow::OneDay);
        target.host = "x";
        const std::string rules = writePrometheusRules(
            {{target, "e[{{.window}}] + e[{{ .window }}] + {{other}} {{", "t"}});
        const auto recordings = recordingsOf(rules, 0);
        QCOMPARE(recordings.size(), std::size_t{7}); // a day is among the windows already
        QCOMPARE(recordings.front(),
            std::string("slo:sli_error:ratio_rate5m|5m|(e[5m]+e[5m]+{{other}}{{)/(t)"));
    }
};

QTEST_GUILESS_MAIN(TestPrometheusRules)
#include "tst_prometheus_rules.moc"
