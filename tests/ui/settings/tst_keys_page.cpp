#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_settings_desk.h"
#include "ui/settings/key_settings.h"
#include "ui/settings/keys_page.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestKeysPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_settings = std::make_unique<fake::SettingsDesk>();
        m_access = std::make_unique<fake::AccessDesk>();
        m_map = std::make_unique<KeyMap>();
        m_map->setWindow(u"Everywhere"_s, {{u"g e"_s, u"Go to Events"_s}, {u"F5"_s, u"Refresh"_s}});
        m_map->setView(u"events"_s, u"Events"_s,
            {{u"Y"_s, u"The object as JSON"_s}, {u"C"_s, u"Copy the name"_s},
                {u"Esc"_s, u"Leave"_s}});
        followKeySettings(*m_map, *m_settings);
        m_page = std::make_unique<KeysPage>(*m_map, *m_settings, *m_access);
        m_page->resize(1000, 500);
        m_page->show();
        m_table = m_page->findChild<QTableWidget *>(u"keyTable"_s);
        m_capture = m_page->findChild<QLineEdit *>(u"keyCapture"_s);
    }

    void cleanup() { m_page.reset(); }

    void everyKeyIsListedByItsPlaceAndFound()
    {
        QCOMPARE(m_table->rowCount(), 5);
        m_page->findChild<QLineEdit *>(u"keyFilter"_s)->setText(u"events"_s);
        QVERIFY(!m_table->isRowHidden(row(u"Y"_s)));
        QVERIFY(m_table->isRowHidden(row(u"F5"_s)));
    }

    void pressedKeysBecomeALineOfTheSettings()
    {
        choose(u"Y"_s);
        QTest::keyClick(m_capture, Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(m_capture->text(), u"Ctrl+J"_s);
        QTest::keyClick(m_capture, Qt::Key_Return);
        QTRY_COMPARE(m_settings->value(u"ui.keys.events.y"_s), u"Ctrl+J"_s);
        QCOMPARE(m_map->keysOf(u"events"_s, u"Y"_s), u"Ctrl+J"_s);
        const int at = row(u"Ctrl+J"_s);
        QVERIFY(at >= 0);
        QCOMPARE(m_table->item(at, 3)->text(), u"default: Y"_s);
    }

    void aSequenceIsForTheWindowOnly()
    {
        choose(u"F5"_s);
        QTest::keyClick(m_capture, Qt::Key_X);
        QTest::keyClick(m_capture, Qt::Key_R, Qt::ShiftModifier);
        QCOMPARE(m_capture->text(), u"x Shift+R"_s);
        QTest::keyClick(m_capture, Qt::Key_Escape);
        choose(u"Y"_s);
        QTest::keyClick(m_capture, Qt::Key_X);
        QTest::keyClick(m_capture, Qt::Key_R);
        QCOMPARE(m_capture->text(), u"r"_s);
        QTest::keyClick(m_capture, Qt::Key_Escape);
        QVERIFY(m_capture->isHidden() || !m_capture->isVisible());
        QVERIFY(m_settings->value(u"ui.keys.events.y"_s).isEmpty());
    }

    void aKeyThatIsTakenIsRefusedWithItsHolder()
    {
        choose(u"Y"_s);
        QTest::keyClick(m_capture, Qt::Key_C);
        const auto *problem = m_page->findChild<QLabel *>(u"keyProblem"_s);
        QVERIFY2(problem->text().contains(u"Copy the name"_s), qPrintable(problem->text()));
        QTest::keyClick(m_capture, Qt::Key_Return);
        QVERIFY(m_capture->isVisible());
        QVERIFY(m_settings->value(u"ui.keys.events.y"_s).isEmpty());
        QTest::keyClick(m_capture, Qt::Key_G); // begins `g e`
        QVERIFY(problem->text().contains(u"Go to Events"_s));
    }

    void resetPutsBackOneOrAll()
    {
        m_settings->set(u"ui.keys.events.y"_s, u"j"_s).waitForFinished();
        m_settings->set(u"ui.keys.window.F5"_s, u"F6"_s).waitForFinished();
        QVERIFY(row(u"j"_s) >= 0);
        m_table->setCurrentCell(row(u"j"_s), 0);
        m_page->resetCurrent();
        QTRY_VERIFY(row(u"Y"_s) >= 0);
        QVERIFY(row(u"F6"_s) >= 0);
        m_page->resetAll();
        QTRY_VERIFY(row(u"F5"_s) >= 0);
    }

    void aLineThatClashesIsShownWithItsReason()
    {
        m_settings->set(u"ui.keys.events.y"_s, u"c"_s).waitForFinished();
        const int at = row(u"Y"_s); // stays what it was
        QVERIFY(m_table->item(at, 3)->text().contains(u"Copy the name"_s));
    }

    void fixedKeysAndViewersChangeNothing()
    {
        choose(u"Esc"_s);
        QVERIFY(!m_capture->isVisible());
        m_access->become(Role::Viewer);
        choose(u"Y"_s);
        QVERIFY(!m_capture->isVisible());
    }

private:
    int row(const QString &keys) const
    {
        for (int row = 0; row < m_table->rowCount(); ++row) {
            if (m_table->item(row, 0)->text() == keys)
                return row;
        }
        return -1;
    }
    void choose(const QString &keys)
    {
        m_table->setCurrentCell(row(keys), 0);
        m_page->changeCurrent();
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::SettingsDesk> m_settings;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<KeyMap> m_map;
    std::unique_ptr<KeysPage> m_page;
    QTableWidget *m_table = nullptr;
    QLineEdit *m_capture = nullptr;
};

QTEST_MAIN(TestKeysPage)
#include "tst_keys_page.moc"
