#include "tests/support/fake_command_desk.h"
#include "ui/commands/runbook_json.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestRunbookJson : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenReadsBackTheSame()
    {
        const Runbook before = m_desk.board()->runbooks.front();
        const auto read = parseRunbook(runbookText(before), m_desk.catalogue(), {});
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().sentence));
        const Runbook &after = *read;
        QCOMPARE(after.name, before.name);
        QCOMPARE(after.steps.size(), before.steps.size());
        QCOMPARE(after.steps[1].when, before.steps[1].when);
        QCOMPARE(after.steps[1].params, before.steps[1].params);
        QCOMPARE(after.steps[1].timeout, before.steps[1].timeout);
        QCOMPARE(after.parameters[1].value, std::string("6"));
        QVERIFY(after.parameters[0].isRequired);
    }

    void theExampleIsValid()
    {
        const auto read = parseRunbook(runbookText(newRunbook()), m_desk.catalogue(), {});
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().sentence));
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::addColumn<int>("line");
        const auto row = [](const char *name, const QString &text, const QString &says, int line) {
            QTest::newRow(name) << text << says << line;
        };
        row("no JSON", u"{\n \"name\": \"a\",\n \"steps\": [\n}"_s, u"not JSON"_s, 4);
        row("no name", u"{\"steps\": []}"_s, u"needs a name"_s, 0);
        row("taken", u"{\n\"name\": \"taken\"}"_s, u"already"_s, 2);
        row("no steps", u"{\"name\": \"a\"}"_s, u"at least one step"_s, 0);
        row("unknown key", u"{\"name\": \"a\",\n\"stpes\": []}"_s, u"stpes"_s, 2);
        row("unknown action", wrap(u"\"name\": \"x\", \"action\": \"explode\""_s), u"explode"_s, 3);
        row("no target", wrap(u"\"name\": \"x\", \"action\": \"restart\""_s), u"needs a target"_s,
            3);
        row("no parameter",
            wrap(u"\"name\": \"x\", \"action\": \"restart\", \"target\": \"{{who}}\""_s),
            u"{{who}}"_s, 3);
        row("timeout",
            wrap(u"\"name\": \"x\", \"action\": \"restart\", \"target\": \"a\", "
                 "\"timeout\": \"soon\""_s),
            u"timeout"_s, 3);
    }
    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        QFETCH(int, line);
        const auto read = parseRunbook(text, m_desk.catalogue(), {u"taken"_s});
        QVERIFY(!read.has_value());
        QVERIFY2(read.error().sentence.contains(says), qPrintable(read.error().sentence));
        QCOMPARE(read.error().line, line);
    }

private:
    static QString wrap(const QString &step)
    {
        return u"{\"name\": \"a\",\n\"steps\": [\n{%1}]}"_s.arg(step);
    }

    fake::CommandDesk m_desk;
};

QTEST_GUILESS_MAIN(TestRunbookJson)
#include "tst_runbook_json.moc"
