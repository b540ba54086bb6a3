#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_settings_desk.h"
#include "ui/settings/setting_editor.h"
#include "ui/settings/settings_form.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestSettingsForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_settings = std::make_unique<fake::SettingsDesk>();
        m_access = std::make_unique<fake::AccessDesk>();
        make({u"retention."_s, u"gateway."_s, u"agents."_s, u"ui."_s});
    }

    void cleanup() { m_form.reset(); }

    void onlyKeysWithThePrefixAreShown()
    {
        make({u"retention."_s});
        QCOMPARE(m_form->shownCount(), 2);
        QVERIFY(!m_form->editor(u"gateway.listen"_s));
    }

    void eachKindHasItsField()
    {
        QVERIFY(row(u"gateway.enabled"_s).findChild<QCheckBox *>()->isChecked());
        QCOMPARE(row(u"ui.language"_s).findChild<QComboBox *>()->count(), 3);
        QCOMPARE(line(u"retention.events_days"_s).text(), u"30"_s);
    }

    void aValueIsTakenWithEnter()
    {
        QLineEdit &field = line(u"retention.events_days"_s);
        field.setText(u"60"_s);
        QTest::keyClick(&field, Qt::Key_Return);
        QTRY_COMPARE(m_settings->value(u"retention.events_days"_s), u"60"_s);
        QTRY_VERIFY(says(u"retention.events_days"_s, u"default: 30"_s));
    }

    void aRefusedValueIsSaidAndTheOldOneStays()
    {
        SettingEditor &editor = row(u"retention.events_days"_s);
        editor.setText(u"9999"_s);
        QTRY_VERIFY2(editor.problem().contains(u"1 to 3650, not 9999. It stays 30."_s),
            qPrintable(editor.problem()));
        QVERIFY(editor.problem().contains(u"BN-INPUT"_s));
        QCOMPARE(m_settings->value(u"retention.events_days"_s), u"30"_s);
        m_settings->announce(); // each second: what was typed stays to be mended
        QCOMPARE(line(u"retention.events_days"_s).text(), u"9999"_s);
        QTest::keyClick(&line(u"retention.events_days"_s), Qt::Key_Escape);
        QCOMPARE(line(u"retention.events_days"_s).text(), u"30"_s);
        QVERIFY(editor.problem().isEmpty());
    }

    void aSwitchThatWasRefusedShowsWhatIs()
    {
        m_settings->error = Error{ErrorCode::ReadOnly, "somebody else has the workspace"};
        row(u"gateway.enabled"_s).findChild<QCheckBox *>()->click();
        QTRY_VERIFY(!row(u"gateway.enabled"_s).problem().isEmpty());
        QVERIFY(row(u"gateway.enabled"_s).findChild<QCheckBox *>()->isChecked());
    }

    void resetGoesBackToTheDefault()
    {
        auto *reset = row(u"gateway.enabled"_s).findChild<QPushButton *>();
        reset->click();
        QTRY_COMPARE(m_settings->value(u"gateway.enabled"_s), u"false"_s);
        QTRY_VERIFY(!row(u"gateway.enabled"_s).findChild<QCheckBox *>()->isChecked());
        QVERIFY(reset->isHidden());
    }

    void whatTheEnvironmentFixesCannotBeChanged()
    {
        QVERIFY(!line(u"agents.offline_after"_s).isEnabled());
        QVERIFY(says(u"agents.offline_after"_s, u"fixed by BINNACLE_AGENTS_OFFLINE_AFTER"_s));
        QVERIFY(says(u"agents.offline_after"_s, u"next start"_s));
    }

    void whoMayNotChangeSettingsIsToldWhy()
    {
        m_access->become(Role::Operator);
        QVERIFY(!line(u"retention.events_days"_s).isEnabled());
        QVERIFY(formSays(u"Your role (operator)"_s));
        m_access->become(Role::Admin);
        QVERIFY(line(u"retention.events_days"_s).isEnabled());
        m_access->setReadOnly(true);
        QVERIFY(!line(u"retention.events_days"_s).isEnabled());
        QVERIFY(formSays(u"read-only"_s));
    }

    void aChangeFromElsewhereShowsUnlessSomebodyTypes()
    {
        m_settings->set(u"retention.events_days"_s, u"45"_s).waitForFinished();
        QCOMPARE(line(u"retention.events_days"_s).text(), u"45"_s);
        line(u"retention.events_days"_s).setText(u"5"_s);
        m_settings->set(u"retention.events_days"_s, u"50"_s).waitForFinished();
        QCOMPARE(line(u"retention.events_days"_s).text(), u"5"_s);
    }

private:
    void make(const QStringList &prefixes)
    {
        m_form = std::make_unique<SettingsForm>(*m_settings, *m_access, prefixes);
    }
    SettingEditor &row(const QString &key) { return *m_form->editor(key); }
    QLineEdit &line(const QString &key) { return *row(key).findChild<QLineEdit *>(); }
    static bool anyLabel(const QWidget &in, const QString &text)
    {
        const auto labels = in.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) {
            return !label->isHidden() && label->text().contains(text);
        });
    }
    bool says(const QString &key, const QString &text) { return anyLabel(row(key), text); }
    bool formSays(const QString &text) { return anyLabel(*m_form, text); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::SettingsDesk> m_settings;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<SettingsForm> m_form;
};

QTEST_MAIN(TestSettingsForm)
#include "tst_settings_form.moc"
