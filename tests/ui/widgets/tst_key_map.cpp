#include "ui/widgets/key_map.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestKeyMap : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_map = std::make_unique<KeyMap>();
        m_map->setWindow(u"Everywhere"_s,
            {{u"g e"_s, u"Go to Events"_s}, {u"g o"_s, u"Go to Overview"_s},
                {u"Ctrl+K"_s, u"Palette"_s}, {u"["_s, u"Back"_s}});
        m_map->setView(u"events"_s, u"Events"_s,
            {{u"J ↓"_s, u"Next"_s}, {u"Y"_s, u"As JSON"_s}, {u"Enter  E"_s, u"Drill"_s},
                {u"1 – 4"_s, u"Pages"_s}, {u"Enter on a node"_s, u"Open"_s},
                {u"Ctrl+N, Ctrl+W"_s, u"Tabs"_s}});
    }

    void keysInTheHelpBecomeCommandsAndProseDoesNot()
    {
        QStringList movable;
        QStringList fixed;
        for (const KeyCommand &one : m_map->commands()) {
            if (one.place == u"events"_s)
                (one.isFixed ? fixed : movable) << one.standard;
        }
        QCOMPARE(movable, (QStringList{u"J"_s, u"Y"_s, u"E"_s, u"Ctrl+N"_s, u"Ctrl+W"_s}));
        QCOMPARE(fixed, (QStringList{u"1 – 4"_s, u"Enter on a node"_s}));
    }

    void aMovedKeyIsInTheHelpAndItsFirstNameIsFree()
    {
        QSignalSpy changed(m_map.get(), &KeyMap::changed);
        m_map->setOwnKeys({{u"events.Y"_s, u"Ctrl+J"_s}, {u"events.e"_s, u"Shift+E"_s}});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_map->keysOf(u"events"_s, u"y"_s), u"Ctrl+J"_s);
        QCOMPARE(m_map->movedTo(u"events"_s, u"Ctrl+J"_s)->standard, u"Y"_s);
        QVERIFY(m_map->isVacated(u"events"_s, u"y"_s));
        QVERIFY(!m_map->isVacated(u"events"_s, u"j"_s));
        const auto help = m_map->help(u"events"_s);
        QCOMPARE(help[1].keys, u"Ctrl+J"_s);
        QCOMPARE(help[2].keys, u"Enter  Shift+E"_s);
        m_map->setOwnKeys({{u"events.Y"_s, u"Ctrl+J"_s}, {u"events.e"_s, u"Shift+E"_s}});
        QCOMPARE(changed.size(), 1); // nothing new
        m_map->setOwnKeys({});
        QCOMPARE(m_map->help(u"events"_s)[1].keys, u"Y"_s);
    }

    void aKeyThatMeansSomethingElseIsNotTakenAndSaysWhy_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("holder");
        QTest::newRow("same view") << u"events.Y"_s << u"j"_s << u"Next"_s;
        QTest::newRow("the window") << u"events.Y"_s << u"ctrl+k"_s << u"Palette"_s;
        QTest::newRow("begins a sequence") << u"events.Y"_s << u"g"_s << u"Go to Events"_s;
        QTest::newRow("a view under it") << u"window.Ctrl+K"_s << u"y"_s << u"As JSON"_s;
        QTest::newRow("longer") << u"window.Ctrl+K"_s << u"[ x"_s << u"Back"_s;
    }
    void aKeyThatMeansSomethingElseIsNotTakenAndSaysWhy()
    {
        QFETCH(QString, command);
        QFETCH(QString, keys);
        QFETCH(QString, holder);
        m_map->setOwnKeys({{command, keys}});
        const auto all = m_map->commands();
        const auto one = std::ranges::find(all, command, &KeyCommand::id);
        QVERIFY(one != all.end());
        QVERIFY2(one->clash.contains(holder), qPrintable(one->clash));
        QVERIFY(!one->isOwn());
    }

    void twoCommandsChangeTheirKeysWithEachOther()
    {
        m_map->setOwnKeys({{u"events.J"_s, u"y"_s}, {u"events.Y"_s, u"j"_s}});
        QCOMPARE(m_map->keysOf(u"events"_s, u"J"_s), u"y"_s);
        QCOMPARE(m_map->keysOf(u"events"_s, u"Y"_s), u"j"_s);
    }

    void aRefusedKeyLeavesNoOtherWithoutItsOwn()
    {
        // J would be free if its command moved, but that may not go to a key of the window.
        m_map->setOwnKeys({{u"events.Y"_s, u"j"_s}, {u"events.J"_s, u"["_s}});
        QCOMPARE(m_map->keysOf(u"events"_s, u"J"_s), u"J"_s);
        QCOMPARE(m_map->keysOf(u"events"_s, u"Y"_s), u"Y"_s);
    }

    void linesThatNameNoCommandAreTold()
    {
        m_map->setOwnKeys({{u"events.Q"_s, u"j"_s}, {u"events.1 – 4"_s, u"x"_s}});
        QCOMPARE(m_map->unknown(), (QStringList{u"events.1 – 4"_s, u"events.Q"_s}));
    }

    void aViewThatIsMadeLaterGetsItsKeys()
    {
        m_map->setOwnKeys({{u"slo.m"_s, u"v"_s}});
        m_map->setView(u"slo"_s, u"SLO"_s, {{u"Enter, m"_s, u"Mesh"_s}});
        QCOMPARE(m_map->help(u"slo"_s).front().keys, u"Enter, v"_s);
    }

private:
    std::unique_ptr<KeyMap> m_map;
};

QTEST_GUILESS_MAIN(TestKeyMap)
#include "tst_key_map.moc"
