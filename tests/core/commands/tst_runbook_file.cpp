#include "core/commands/builtin_runbooks.h"
#include "core/commands/runbook_file.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::commands;

namespace {

const ClusterId kCluster{"prod-eu"};

Runbook scaling()
{
    return {.name = "Scale",
        .description = "d",
        .parameters = {{.name = "ns", .help = "h", .value = "shop"},
            {.name = "name", .help = {}, .value = {}, .isRequired = true},
            {.name = "replicas", .help = {}, .value = "2"}},
        .steps = {{.name = "scale",
            .when = R"(deployments(name="{{name}}").where(ready > {{replicas}}))",
            .action = "scale",
            .kind = "Deployment",
            .ns = "{{ns}}",
            .target = "{{ name }}",
            .params = R"({"replicas":"{{replicas}}"})"}},
        .updatedBy = {}};
}

} // namespace

class TestRunbookFile : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadAgain()
    {
        std::vector<Runbook> runbooks = builtInRunbooks();
        runbooks.push_back(scaling());
        for (const Runbook &runbook : runbooks) {
            const std::string json = runbookJson(runbook);
            const auto again = runbookFromJson(json);
            QVERIFY2(again, again ? "" : (runbook.name + ": " + again.error().message).c_str());
            QCOMPARE(runbookJson(*again), json);
            QCOMPARE(again->steps.size(), runbook.steps.size());
            QCOMPARE(again->steps[0].timeout, runbook.steps[0].timeout);
            const auto parts
                = runbookFromParts(runbookParametersJson(runbook), runbookStepsJson(runbook));
            QVERIFY(parts);
            QCOMPARE(runbookStepsJson(*parts), runbookStepsJson(runbook));
        }
    }

    void theBuiltInOnesAreValidAndRunWithTheirParameters()
    {
        QVERIFY(builtInRunbooks().size() >= 6);
        for (const Runbook &runbook : builtInRunbooks()) {
            QVERIFY2(validateRunbook(runbook), runbook.name.c_str());
            RunbookArguments given;
            for (const RunbookParameter &parameter : runbook.parameters) {
                if (parameter.isRequired)
                    given.emplace_back(parameter.name, "5");
            }
            const auto arguments = completeArguments(runbook, given);
            QVERIFY(arguments);
            for (const RunbookStep &step : runbook.steps) {
                const auto command = commandOf(step, kCluster, *arguments);
                QVERIFY2(command, command ? "" : command.error().message.c_str());
                QVERIFY(command->params.find("{{") == std::string::npos);
            }
        }
    }

    void aParameterBecomesWhatTheActionWants()
    {
        const auto arguments
            = completeArguments(scaling(), {{"name", "checkout"}, {"replicas", "6"}});
        QVERIFY(arguments);
        const auto command = commandOf(scaling().steps[0], kCluster, *arguments);
        QVERIFY(command);
        QCOMPARE(command->params, std::string(R"({"replicas":6})"));
        QCOMPARE(command->target.ns, std::string("shop"));
        QCOMPARE(command->target.name, std::string("checkout"));
        QCOMPARE(*conditionOf(scaling().steps[0], *arguments),
            std::string(R"(deployments(name="checkout").where(ready > 6))"));
        const auto wrong = completeArguments(scaling(), {{"name", "a"}, {"replicas", "six"}});
        QVERIFY(!commandOf(scaling().steps[0], kCluster, *wrong));
    }

    void valuesAreNeverExpandedAgain()
    {
        const RunbookArguments arguments{{"a", "{{b}}"}, {"b", "secret"}};
        QCOMPARE(*substitute("{{a}} and {{ b }}", arguments), std::string("{{b}} and secret"));
        QVERIFY(!substitute("{{c}}", arguments));
        QVERIFY(!substitute("{{a", arguments));
        QCOMPARE(*substitute("plain } }} {", arguments), std::string("plain } }} {"));
    }

    void valuesCannotBreakOutOfParametersOrQueries()
    {
        const RunbookStep apply{.name = "a",
            .when = R"(pods(name="{{x}}"))",
            .action = "apply_manifests",
            .kind = {},
            .ns = {},
            .target = {},
            .params = R"({"manifests":"{{x}}"})"};
        const std::string hostile = "\",\"force\":true,\"y\":\"\\";
        const auto command = commandOf(apply, kCluster, {{"x", hostile}});
        QVERIFY(command);
        QCOMPARE(command->params,
            std::string("{\"manifests\":\"\\\",\\\"force\\\":true,\\\"y\\\":\\\"\\\\\"}"));
        QVERIFY(!conditionOf(apply, {{"x", "\" || name != \""}}));
        QVERIFY(!conditionOf(apply, {{"x", "a\nb"}}));
        QVERIFY(conditionOf(apply, {{"x", "payments-db-0"}}));
        // Only what is used counts.
        QVERIFY(conditionOf(apply, {{"x", "a"}, {"y", "\"\""}}));
    }

    void argumentsAreCompletedAndChecked()
    {
        QVERIFY(!completeArguments(scaling(), {}));
        QVERIFY(!completeArguments(scaling(), {{"name", ""}}));
        QVERIFY(!completeArguments(scaling(), {{"name", "a"}, {"name", "b"}}));
        QVERIFY(!completeArguments(scaling(), {{"name", "a"}, {"other", "b"}}));
        QVERIFY(!completeArguments(scaling(), {{"name", std::string(5'000, 'a')}}));
        const auto complete = completeArguments(scaling(), {{"name", "a"}, {"ns", ""}});
        QVERIFY((*complete == RunbookArguments{{"ns", "shop"}, {"name", "a"}, {"replicas", "2"}}));
    }

    void mistakesNameTheirPlace_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("place");
        const QString before = QStringLiteral(
            "{\"name\":\"n\",\"parameters\":[{\"name\":\"p\"}],\"steps\":[{\"name\":\"s\",");
        const auto step = [&before](const char *tag, const char *members, const char *place) {
            QTest::newRow(tag) << before + QString::fromUtf8(members) + QStringLiteral("}]}")
                               << place;
        };
        step("action", R"("action":"exec")", "steps[0].action");
        step("placeholder", R"("action":"cordon","kind":"Node","target":"{{q}}")",
            "steps[0].target");
        step("query", R"("action":"cordon","kind":"Node","target":"{{p}}","when":"no such source")",
            "steps[0].when");
        step("params", R"("action":"cordon","kind":"Node","target":"{{p}}","params":[])",
            "steps[0].params");
        step("timeout", R"("action":"cordon","kind":"Node","target":"{{p}}","timeout":"soon")",
            "steps[0].timeout");
        step("no time", R"("action":"cordon","kind":"Node","target":"{{p}}","timeout":"0s")",
            "steps[0].timeout");
        step("kind", R"("action":"cordon","kind":"Pod","target":"{{p}}")", "steps[0].kind");
        QTest::newRow("no steps") << R"({"name":"n"})"
                                  << "steps";
        QTest::newRow("no name") << R"({"steps":[]})"
                                 << "name";
        QTest::newRow("parameter twice")
            << R"({"name":"n","parameters":[{"name":"p"},{"name":"p"}],"steps":[{}]})"
            << "parameters[1].name";
        QTest::newRow("type") << R"({"name":7})"
                              << "name";
    }
    void mistakesNameTheirPlace()
    {
        QFETCH(QString, json);
        QFETCH(QString, place);
        const auto read = runbookFromJson(json.toStdString());
        QVERIFY(!read);
        QVERIFY2(read.error().message.starts_with(place.toStdString() + ':'),
            read.error().message.c_str());
    }

    void whatIsNoJsonOrTooMuchIsRefused()
    {
        QCOMPARE(int(runbookFromJson("{").error().code), int(ErrorCode::MalformedBody));
        QCOMPARE(int(runbookFromJson("[]").error().code), int(ErrorCode::InvalidArgument));
        QCOMPARE(
            int(runbookFromJson(std::string(100'000, '[')).error().code), int(ErrorCode::TooLarge));
        QCOMPARE(
            int(runbookFromJson(std::string(2 << 20, ' ')).error().code), int(ErrorCode::TooLarge));
    }
};

QTEST_APPLESS_MAIN(TestRunbookFile)
#include "tst_runbook_file.moc"
