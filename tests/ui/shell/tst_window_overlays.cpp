// What lies over the window: palette, cheat sheet, help.
#include "main_window_rig.h"
#include "ui/shell/cheat_sheet.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/help_overlay.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestWindowOverlays : public QObject, private MainWindowRig
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { m_window.reset(); }

    void thePaletteFindsAnObjectByKeyboardAlone()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = m_window->findChild<CommandPalette *>();
        QVERIFY(palette->isOpen());
        QTest::keyClicks(&palette->edit(), u"node-5"_s);
        QCOMPARE(palette->shown().front().title, u"node-5"_s);
        QTest::keyClick(&palette->edit(), Qt::Key_Return);
        QVERIFY(!palette->isOpen());
        QCOMPARE(sample(u"events"_s)->shownObject, std::string("node-5"));
    }

    void thePaletteSearchesEventsForWhatItDoesNotKnow()
    {
        QTest::keyClick(m_window.get(), ':');
        auto *palette = m_window->findChild<CommandPalette *>();
        QTest::keyClicks(&palette->edit(), u"zzzqqq"_s);
        QVERIFY(palette->shown().empty());
        QTest::keyClick(&palette->edit(), Qt::Key_Return);
        QCOMPARE(sample(u"events"_s)->filters, QStringList{u"zzzqqq"_s});
    }

    void thePaletteSwitchesThemesAndTheEscapeKeyClosesIt()
    {
        m_window->openPalette();
        auto *palette = m_window->findChild<CommandPalette *>();
        QTest::keyClicks(&palette->edit(), u"light"_s);
        QTest::keyClick(&palette->edit(), Qt::Key_Return);
        QCOMPARE(m_theme->name(), ThemeName::Light);
        m_window->openPalette();
        QTest::keyClick(&palette->edit(), Qt::Key_Escape);
        QVERIFY(!palette->isOpen());
    }

    void theCheatSheetListsThisViewAndSearches()
    {
        QTest::keyClick(m_window.get(), '?');
        auto *sheet = m_window->findChild<CheatSheet *>();
        QVERIFY(sheet->isOpen());
        QVERIFY(sheet->shownKeys() > 18);
        QTest::keyClicks(&sheet->edit(), u"TSV"_s);
        QCOMPARE(sheet->shownKeys(), 1);
    }

    void helpOpensByKeyFromThePaletteAndFromTheCheatSheet()
    {
        auto *help = m_window->findChild<HelpOverlay *>();
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QVERIFY(help->isOpen());
        QTest::keyClick(&help->edit(), Qt::Key_Escape);
        QVERIFY(!help->isOpen());

        m_window->openPalette();
        auto *palette = m_window->findChild<CommandPalette *>();
        QTest::keyClicks(&palette->edit(), u"help filters"_s);
        QTest::keyClick(&palette->edit(), Qt::Key_Return);
        QVERIFY(help->isOpen());
        QCOMPARE(help->currentPage(), u"filters"_s);

        m_window->openCheatSheet();
        QVERIFY(!help->isOpen());
        auto *sheet = m_window->findChild<CheatSheet *>();
        sheet->findChild<QPushButton *>(u"helpLink"_s)->click();
        QVERIFY(help->isOpen());
        QVERIFY(!sheet->isOpen());
    }

    void lettersWorkAgainAfterAnOverlayWasClosed()
    {
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        if (QWidget *focused = m_window->focusWidget())
            focused->clearFocus();
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *help = m_window->findChild<HelpOverlay *>();
        QTest::keyClick(&help->edit(), Qt::Key_Escape);
        QTest::keyClick(m_window.get(), '?');
        QVERIFY(m_window->findChild<CheatSheet *>()->isOpen());
    }

    void movedKeysActAndAreShownEverywhere()
    {
        m_keys.setOwnKeys({{u"window.Ctrl+K"_s, u"F6"_s}, {u"window.g e"_s, u"x e"_s}});
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = m_window->findChild<CommandPalette *>();
        QVERIFY(!palette->isOpen());
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(palette->isOpen());
        const auto all = palette->shown();
        const auto events = std::ranges::find(all, u"Events"_s, &PaletteItem::title);
        QVERIFY(events != all.end());
        QCOMPARE(events->keys, u"x e"_s);
        m_window->openCheatSheet();
        auto *sheet = m_window->findChild<CheatSheet *>();
        QTest::keyClicks(&sheet->edit(), u"F6"_s);
        QCOMPARE(sheet->shownKeys(), 1);
        QTest::keyClick(&sheet->edit(), Qt::Key_Escape);
        QTest::keyClick(m_window.get(), Qt::Key_X);
        QTest::keyClick(m_window.get(), Qt::Key_E);
        QCOMPARE(m_window->currentView(), u"events"_s);
    }
};

QTEST_MAIN(TestWindowOverlays)
#include "tst_window_overlays.moc"
