#include "tests/support/fake_command_desk.h"
#include "tests/support/fake_console.h"
#include "ui/commands/command_draft.h"
#include "ui/commands/command_text.h"
#include "ui/commands/target_choices.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestCommandDraft : public QObject
{
    Q_OBJECT

private slots:
    void becomesACommandWhenEverythingIsFilledIn()
    {
        const DraftCheck check = checked(scale(u"6"_s));
        QVERIFY2(check.isValid(), qPrintable(check.problem));
        QCOMPARE(check.command.action, std::string("scale"));
        QCOMPARE(check.command.target, (ResourceRef{"Deployment", "shop", "checkout"}));
        QCOMPARE(check.command.params, std::string(R"({"replicas":6})"));
    }

    void namesTheFirstFieldThatIsMissing_data()
    {
        QTest::addColumn<QString>("cluster");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("replicas");
        QTest::addColumn<int>("field");
        using Field = DraftCheck::Field;
        const auto row = [](const char *name, const QStringList &texts, Field field) {
            QTest::newRow(name) << texts[0] << texts[1] << texts[2] << texts[3]
                                << static_cast<int>(field);
        };
        row("cluster", {u""_s, u"scale"_s, u"shop/checkout"_s, u"6"_s}, Field::Cluster);
        row("action", {u"prod-eu"_s, u""_s, u"shop/checkout"_s, u"6"_s}, Field::Action);
        row("unknown action", {u"prod-eu"_s, u"explode"_s, u"shop/checkout"_s, u"6"_s},
            Field::Action);
        row("target", {u"prod-eu"_s, u"scale"_s, u""_s, u"6"_s}, Field::Target);
        row("no namespace", {u"prod-eu"_s, u"scale"_s, u"checkout"_s, u"6"_s}, Field::Target);
        row("other kind", {u"prod-eu"_s, u"scale"_s, u"Pod shop/checkout"_s, u"6"_s},
            Field::Target);
        row("no number", {u"prod-eu"_s, u"scale"_s, u"shop/checkout"_s, u""_s}, Field::Parameter);
        row("a word", {u"prod-eu"_s, u"scale"_s, u"shop/checkout"_s, u"six"_s}, Field::Parameter);
        row("negative", {u"prod-eu"_s, u"scale"_s, u"shop/checkout"_s, u"-1"_s}, Field::Parameter);
    }
    void namesTheFirstFieldThatIsMissing()
    {
        QFETCH(QString, cluster);
        QFETCH(QString, action);
        QFETCH(QString, target);
        QFETCH(QString, replicas);
        QFETCH(int, field);
        CommandDraft draft{.cluster = {cluster.toStdString()}, .action = action, .target = target};
        draft.setParameter(u"replicas"_s, replicas);
        const DraftCheck check = checked(draft);
        QCOMPARE(static_cast<int>(check.field), field);
        QVERIFY(!check.problem.isEmpty());
    }

    void deletingAPodIsSentAsAgentsKnowIt()
    {
        CommandDraft draft{
            .cluster = {"prod-eu"}, .action = u"delete_pod"_s, .target = u"data/payments-db-0"_s};
        draft.setParameter(u"force"_s, u"true"_s);
        const DraftCheck check = checked(draft);
        QVERIFY(check.isValid());
        QCOMPARE(check.command.action, std::string("delete"));
        QCOMPARE(check.command.target.kind, std::string("Pod"));
        QCOMPARE(check.command.params, std::string(R"({"force":true})"));
        QCOMPARE(actionName(check.command), u"delete_pod"_s);
    }

    void aCommandFillsTheFormAndComesBackTheSame()
    {
        Command command = checked(scale(u"6"_s)).command;
        command.id = {"cmd-1"};
        const CommandDraft draft = draftOf(command, m_desk.catalogue());
        QCOMPARE(draft.parameter(u"replicas"_s), u"6"_s);
        QVERIFY(meansTheSame(checked(draft).command, command));
        Command pod{.cluster = {"prod-eu"}, .action = "delete", .target = {"Pod", "data", "db-0"}};
        QCOMPARE(draftOf(pod, m_desk.catalogue()).action, u"delete_pod"_s);
    }

    void readingTakesAPlaceOrNone()
    {
        CommandDraft draft{.cluster = {"prod-eu"}, .action = u"dynamic"_s, .target = u"shop/"_s};
        draft.setParameter(u"command"_s, u"list"_s);
        draft.setParameter(u"kind"_s, u"Pod"_s);
        QCOMPARE(checked(draft).command.target, (ResourceRef{"", "shop", ""}));
        draft.target.clear();
        QVERIFY(checked(draft).isValid());
        QVERIFY(checked(draft).command.target.ns.empty());
    }

    void targetsAreFoundByTheirWords()
    {
        const auto snapshot = fake::makeSnapshot("prod-eu", 6, 120, Timestamp{Duration{1}});
        const auto found = findTargets(*snapshot, {u"Deployment"_s}, u"shop CHECK"_s, 10);
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(targetText(found.front()), u"Deployment shop/checkout"_s);
        QCOMPARE(findTargets(*snapshot, {u"Pod"_s}, {}, 50).size(), std::size_t(50));
        QVERIFY(std::ranges::is_sorted(findTargets(*snapshot, {u"Node"_s}, {}, 50)));
        QVERIFY(holdsTarget(*snapshot, {"Node", "", "node-3"}));
        QVERIFY(!holdsTarget(*snapshot, {"Deployment", "shop", "nothing"}));
        QCOMPARE(currentValue(*snapshot, found.front(), u"replicas"_s), u"6"_s);
    }

    void clusterWideObjectsHaveNoNamespace()
    {
        QVERIFY(parseTarget(u"node-5"_s, {u"Node"_s}).has_value());
        QVERIFY(!parseTarget(u"kube/node-5"_s, {u"Node"_s}).has_value());
        QVERIFY(!parseTarget(u"a/b/c"_s, {u"Pod"_s}).has_value());
        QVERIFY(!parseTarget(u"/b"_s, {u"Pod"_s}).has_value());
        QVERIFY(!parseTarget(u"a/"_s, {u"Pod"_s}).has_value());
        QVERIFY(!parseTarget(u"shop/web"_s, {u"Pod"_s, u"Service"_s}).has_value());
        const auto named = parseTarget(u"service shop/web"_s, {u"Pod"_s, u"Service"_s});
        QVERIFY(named && named->kind == "Service");
    }

    void anUnknownOutcomeIsNeverToldAsFailed()
    {
        CommandEntry entry;
        entry.record.state = CommandState::Timeout;
        entry.isOutcomeUnknown = true;
        QCOMPARE(commandStateText(entry), u"unknown (agent lost)"_s);
        QVERIFY(commandStateTone(entry) != Tone::Critical);
        entry.record.state = CommandState::Failed; // whatever the state says
        QCOMPARE(commandStateText(entry), u"unknown (agent lost)"_s);
    }

    void everyWordOfAStepAndEveryResultOfARunCanBeRead()
    {
        QCOMPARE(stepStateText("declined"), u"declined"_s);
        QCOMPARE(stepStateText("confirmed"), u"confirmed"_s);
        QCOMPARE(stepStateText("proposed"), u"proposed"_s);
        QCOMPARE(stepStateTone("confirmed"), Tone::Ok);
        QCOMPARE(stepStateTone("proposed"), Tone::Warning); // somebody has to do something
        QVERIFY(stepStateTone("declined") != stepStateTone("running"));
        for (const char *code :
            {"step-failed", "condition-failed", "cancelled", "lost", "declined", "not-allowed"})
            QVERIFY2(runResultText(code).endsWith(u'.'), code);
        QVERIFY(runResultText("declined").contains(u"second person"_s));
        QCOMPARE(runResultText("ok"), QString());
        QCOMPARE(runResultText(""), QString());
    }

    void theInverseIsNamedAfterWhatItDoes()
    {
        const Command back{.action = "scale",
            .target = {"Deployment", "shop", "checkout"},
            .params = "{\"replicas\":4}"};
        QCOMPARE(inverseText(back), u"Scale back to 4"_s);
        QCOMPARE(commandLine(back), u"scale Deployment shop/checkout → 4"_s);
    }

private:
    static CommandDraft scale(const QString &replicas)
    {
        CommandDraft draft{
            .cluster = {"prod-eu"}, .action = u"scale"_s, .target = u"Deployment shop/checkout"_s};
        draft.setParameter(u"replicas"_s, replicas);
        return draft;
    }
    DraftCheck checked(const CommandDraft &draft) const
    {
        const auto catalogue = m_desk.catalogue();
        return checkDraft(draft, findAction(catalogue, draft.action));
    }

    fake::CommandDesk m_desk;
};

QTEST_GUILESS_MAIN(TestCommandDraft)
#include "tst_command_draft.moc"
