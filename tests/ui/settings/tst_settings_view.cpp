#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_console.h"
#include "tests/support/fake_settings_desk.h"
#include "tests/support/fake_source_desk.h"
#include "ui/settings/read_only_bar.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/settings_view.h"
#include "ui/settings/source_form.h"
#include "ui/theme/theme.h"
#include "ui/widgets/key_map.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestSettingsView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_desk = std::make_unique<fake::SourceDesk>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_access = std::make_unique<fake::AccessDesk>();
        m_settings = std::make_unique<fake::SettingsDesk>();
        m_view = std::make_unique<SettingsView>(SettingsServices{.sources = *m_desk,
            .estate = *m_estate,
            .access = *m_access,
            .settings = *m_settings,
            .time = m_time,
            .theme = *m_theme,
            .keys = &m_keys});
        m_keys.setWindow(u"Everywhere"_s, {{u"g e"_s, u"Go to Events"_s}, {u"F5"_s, u"Refresh"_s}});
        m_view->resize(1132, 700);
    }

    void cleanup()
    {
        m_view.reset();
        m_theme->setName(ThemeName::Dark);
    }

    void everyPageOpensByItsNameAndFromThePalette()
    {
        for (const QString &id : m_view->pageIds()) {
            m_view->showPage(id);
            QCOMPARE(m_view->currentPage(), id);
            QVERIFY2(m_view->page(id), qPrintable(id));
        }
        const auto actions = m_view->paletteActions();
        const auto users = std::ranges::find(actions, u"Settings: Users"_s, &QAction::text);
        QVERIFY(users != actions.end());
        (*users)->trigger();
        QCOMPARE(m_view->currentPage(), u"users"_s);
        m_view->showPage(u"no such page"_s);
        QCOMPARE(m_view->currentPage(), u"users"_s);
        m_view->showSettings(u"storage"_s); // as other views ask for it
        QCOMPARE(m_view->currentPage(), u"storage"_s);
    }

    void whatTheRoleMayNotSeeIsSaidAndAppearsWithTheRole()
    {
        m_access->role = Role::Viewer;
        m_view->show();
        for (const char *id : {"users", "tokens", "audit", "security", "all"}) {
            m_view->showPage(QString::fromLatin1(id));
            QVERIFY2(!m_view->page(QString::fromLatin1(id)), id);
        }
        QVERIFY(m_view->page(u"storage"_s));
        m_view->showPage(u"audit"_s);
        const StatePanel *said = visiblePanel();
        QVERIFY(said);
        QCOMPARE(said->title(), u"Not permitted"_s);
        QCOMPARE(said->text(),
            u"Your role (viewer) cannot see audit entries. Ask an admin of this console."_s);
        QVERIFY(m_access->queries.empty()); // nothing was asked either
        m_access->become(Role::Admin);
        QVERIFY(m_view->page(u"audit"_s));
        QVERIFY(m_view->page(u"audit"_s)->isVisible());
    }

    void readOnlyIsSwitchedAndSaid()
    {
        auto *bar = m_view->findChild<ReadOnlyBar *>();
        auto *toggle = m_view->findChild<QPushButton *>(u"readOnlySwitch"_s);
        QVERIFY(bar->text().contains(u"alice (admin)"_s));
        toggle->click();
        QVERIFY(m_access->readOnly);
        QVERIFY(bar->text().startsWith(u"Read-only"_s));
        m_view->showPage(u"users"_s);
        m_view->page(u"users"_s);
        QVERIFY(!m_view->findChild<QPushButton *>(u"addUser"_s)->isEnabled());
        toggle->click();
        QVERIFY(!m_access->readOnly);
        QVERIFY(m_view->findChild<QPushButton *>(u"addUser"_s)->isEnabled());
    }

    void aThemeActsAtOnceAndIsShownWhenChangedElsewhere()
    {
        SettingsPage *page = m_view->page(u"appearance"_s);
        page->findChild<QRadioButton *>(u"theme:light"_s)->click();
        QCOMPARE(m_theme->name(), ThemeName::Light);
        m_theme->setName(ThemeName::HighContrast);
        QVERIFY(page->findChild<QRadioButton *>(u"theme:high-contrast"_s)->isChecked());
    }

    void theLanguageIsASettingInItsOwnWords()
    {
        SettingsPage *page = m_view->page(u"appearance"_s);
        auto *language = page->findChild<QComboBox *>();
        QCOMPARE(language->itemText(2), u"简体中文"_s);
        language->setCurrentIndex(2);
        emit language->activated(2);
        QTRY_COMPARE(m_settings->value(u"ui.language"_s), u"zh_CN"_s);
    }

    void keysAreListedAndFound()
    {
        m_view->show();
        m_view->showPage(u"keys"_s);
        auto *keys = m_view->findChild<QTableWidget *>(u"keyTable"_s);
        QCOMPARE(keys->rowCount(), 2);
        m_view->focusFilter();
        m_view->page(u"keys"_s)->findChild<QLineEdit *>()->setText(u"refresh"_s);
        QVERIFY(keys->isRowHidden(0));
        QVERIFY(!keys->isRowHidden(1));
        QVERIFY(m_view->escape());
        QVERIFY(!keys->isRowHidden(0));
    }

    void everyFieldHasANameForScreenReaders()
    {
        for (const QString &id : m_view->pageIds()) {
            for (const QLineEdit *field : m_view->page(id)->findChildren<QLineEdit *>()) {
                const bool isInner = field->objectName().startsWith(u"qt_"_s)
                    || qobject_cast<QComboBox *>(field->parent());
                const bool isNamed = !field->accessibleName().isEmpty() || hasBuddy(*field);
                QVERIFY2(isInner || isNamed,
                    qPrintable(id + u' ' + field->objectName() + u' ' + field->placeholderText()));
            }
        }
    }

    void anEndpointIsAddedAndListed()
    {
        QCOMPARE(table().model()->rowCount(), 0);
        m_view->paletteActions().front()->trigger();
        fill(u"http://127.0.0.1:9/metrics"_s);
        button(u"saveSource"_s).click();
        QTRY_COMPARE(table().model()->rowCount(), 1);
        QTRY_VERIFY(form().isHidden());
        QCOMPARE(m_desk->states.front().source.location, std::string("http://127.0.0.1:9/metrics"));
    }

    void aTestSaysWhatIsUsedAndWhatIsIgnoredAndWhy()
    {
        m_view->paletteActions().front()->trigger();
        fill(u"http://127.0.0.1:9/metrics"_s);
        button(u"testSource"_s).click();
        QTRY_VERIFY2(form().outcome().contains(u"3 service"_s), qPrintable(form().outcome()));
        const auto *families = form().findChild<QTableWidget *>();
        QCOMPARE(families->rowCount(), 2);
        QVERIFY(families->item(0, 1)->text().contains(u"used"_s));
        QCOMPARE(families->item(1, 3)->text(), u"not about requests"_s);
        QVERIFY(form().outcome().contains(u"2 counters left out: not a number"_s));
        QVERIFY(m_desk->states.empty()); // a test keeps nothing
    }

    void whyATestFailedIsSaidAndTheFormStays()
    {
        m_view->paletteActions().front()->trigger();
        fill(u"http://127.0.0.1:9/metrics"_s);
        m_desk->error = Error{ErrorCode::Timeout, "no complete answer within 5000 ms"};
        button(u"testSource"_s).click();
        QTRY_VERIFY(form().outcome().contains(u"5000 ms"_s));
        QVERIFY(!form().isHidden());
    }

    void whatCannotBeIsRefusedWithTheField()
    {
        m_view->paletteActions().front()->trigger();
        fill({});
        button(u"saveSource"_s).click();
        QTRY_VERIFY2(form().outcome().contains(u"location"_s), qPrintable(form().outcome()));
    }

    void escapeClosesTheFormWithoutSaving()
    {
        m_view->paletteActions().front()->trigger();
        fill(u"http://127.0.0.1:9/metrics"_s);
        QVERIFY(m_view->escape());
        QVERIFY(form().isHidden());
        QVERIFY(m_desk->states.empty());
        QVERIFY(!m_view->escape());
    }

    void removingTakesTwoSteps()
    {
        m_desk->save({.location = "http://a/metrics", .cluster = {"prod"}}).waitForFinished();
        QTRY_COMPARE(table().model()->rowCount(), 1);
        emit table().activated(table().model()->index(0, 0));
        const auto buttons = form().findChildren<QPushButton *>();
        const auto remove = std::ranges::find(buttons, u"Remove"_s, &QPushButton::text);
        (*remove)->click();
        QCOMPARE(m_desk->states.size(), std::size_t(1));
        const auto really = std::ranges::find_if(
            buttons, [](const QPushButton *one) { return one->text().startsWith(u"Really"_s); });
        (*really)->click();
        QTRY_VERIFY(m_desk->states.empty());
    }

private:
    const StatePanel *visiblePanel() const
    {
        for (const StatePanel *panel : m_view->findChildren<StatePanel *>()) {
            if (panel->isVisible())
                return panel;
        }
        return nullptr;
    }
    bool hasBuddy(const QWidget &field) const
    {
        const auto labels = m_view->findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&field](const QLabel *label) { return label->buddy() == &field; });
    }
    QTableView &table()
    {
        m_view->page(u"sources"_s);
        return *m_view->findChild<QTableView *>(u"sourceTable"_s);
    }
    SourceForm &form()
    {
        m_view->page(u"sources"_s); // made when it is opened
        return *m_view->findChild<SourceForm *>();
    }
    QPushButton &button(const QString &name) { return *form().findChild<QPushButton *>(name); }
    void fill(const QString &location)
    {
        form().findChildren<QLineEdit *>().front()->setText(location);
        form().findChild<QComboBox *>()->setCurrentText(u"prod-eu"_s);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::SourceDesk> m_desk;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<fake::SettingsDesk> m_settings;
    TimeSelection m_time;
    KeyMap m_keys;
    std::unique_ptr<SettingsView> m_view;
};

QTEST_MAIN(TestSettingsView)
#include "tst_settings_view.moc"
