#include "core/config/key_bindings.h"
#include "core/config/settings_text.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::config;

class TestKeyBindings final : public QObject
{
    Q_OBJECT

private slots:
    void keysThatCanBeTypedAreTaken();
    void keysThatCannotAreRefused_data();
    void keysThatCannotAreRefused();
    void twoLinesForOneKeyAreRefusedWithTheSecondsLine();
    void theFileGivesThemBack();
};

void TestKeyBindings::keysThatCanBeTypedAreTaken()
{
    KeyBindings bindings;
    QVERIFY(bindKey(bindings, "window.Ctrl+K", "Ctrl+Shift+P"));
    QVERIFY(bindKey(bindings, "window.g e", "x e"));
    QVERIFY(bindKey(bindings, "events.y", "ü"));
    QVERIFY(bindKey(bindings, "mesh.y", "F12"));
    QVERIFY(bindKey(bindings, "slo.y", ";"));
    QVERIFY(bindKey(bindings, "query.y", "Alt+Left"));
    QCOMPARE(bindings.size(), std::size_t{6});
    QVERIFY(bindKey(bindings, "events.y", "+")); // again: another one
    QCOMPARE(bindings.at("events.y"), std::string("+"));
}

void TestKeyBindings::keysThatCannotAreRefused_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("why");
    QTest::newRow("no such key") << "events.y"
                                 << "Hyper+Q"
                                 << "such as Ctrl+K";
    QTest::newRow("empty") << "events.y"
                           << ""
                           << "must be one key";
    QTest::newRow("a view has no sequences") << "events.y"
                                             << "a b"
                                             << "must be one key";
    QTest::newRow("too long") << "window.F5"
                              << "a b c d"
                              << "one to three";
    QTest::newRow("needed") << "events.y"
                            << "Enter"
                            << "lists and fields";
    QTest::newRow("never without escape") << "events.y"
                                          << "Ctrl+Esc"
                                          << "lists and fields";
    QTest::newRow("no place") << "y"
                              << "j"
                              << "names no command";
    QTest::newRow("no command") << "events."
                                << "j"
                                << "names no command";
    QTest::newRow("only a modifier") << "events.y"
                                     << "Ctrl+"
                                     << "such as Ctrl+K";
}

void TestKeyBindings::keysThatCannotAreRefused()
{
    QFETCH(QString, command);
    QFETCH(QString, keys);
    QFETCH(QString, why);
    KeyBindings bindings;
    const Status taken = bindKey(bindings, command.toStdString(), keys.toStdString());
    QVERIFY(!taken);
    QVERIFY2(
        QString::fromStdString(taken.error().message).contains(why), taken.error().message.c_str());
    QVERIFY(bindings.empty());
}

void TestKeyBindings::twoLinesForOneKeyAreRefusedWithTheSecondsLine()
{
    const ReadSettings read = readSettingsText("[ui.keys]\n"
                                               "events.y = j\n"
                                               "mesh.y = j\n"
                                               "events.c = J\n"
                                               "window.F5 = j x\n"
                                               "slo.m = Hyper+Q\n");
    QCOMPARE(read.problems.size(), std::size_t{3});
    QCOMPARE(read.problems[0].line, 4);
    QCOMPARE(read.problems[0].key, std::string("ui.keys.events.c"));
    QVERIFY(read.problems[0].message.find("ui.keys.events.y has \"j\"") != std::string::npos);
    QCOMPARE(read.problems[1].line, 5);
    QCOMPARE(read.problems[2].line, 6);
}

void TestKeyBindings::theFileGivesThemBack()
{
    const SettingTexts set{{"ui.keys.events.y", ";"}, {"ui.keys.window.?", "F2"},
        {"ui.keys.window.Ctrl+K", "Ctrl+P"}, {"ui.keys.window.[", "="}};
    const ReadSettings read = readSettingsText(settingsText(set));
    QVERIFY(read.problems.empty());
    QVERIFY(read.values == set);
    const Settings settings = applied({}, read.values);
    QCOMPARE(settings.keys.size(), std::size_t{4});
    QCOMPARE(settings.keys.at("events.y"), std::string(";"));
    QCOMPARE(settings.keys.at("window.["), std::string("="));
}

QTEST_APPLESS_MAIN(TestKeyBindings)
#include "tst_key_bindings.moc"
