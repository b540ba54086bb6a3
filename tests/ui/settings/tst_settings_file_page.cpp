#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_settings_desk.h"
#include "ui/settings/settings_file_page.h"
#include "ui/settings/settings_form.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestSettingsFilePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_settings = std::make_unique<fake::SettingsDesk>();
        m_access = std::make_unique<fake::AccessDesk>();
        m_page = std::make_unique<SettingsFilePage>(*m_settings, *m_access);
    }

    void cleanup() { m_page.reset(); }

    void aFileWithMistakesIsNotTakenAndItsLinesAreNamed()
    {
        m_page->importFrom(written("[retention]\nevents_days = 30\nsweep_every = bad\n"));
        QTRY_VERIFY2(m_page->outcome().contains(u"Line 3: sweep_every must not be bad"_s),
            qPrintable(m_page->outcome()));
        QVERIFY(m_page->outcome().contains(u"not taken"_s));
        QVERIFY(m_settings->imported.isEmpty());
    }

    void aGoodFileIsTaken()
    {
        m_page->importFrom(written("[retention]\nevents_days = 60\n"));
        QTRY_VERIFY(m_page->outcome().contains(u"was taken"_s));
        QCOMPARE(m_settings->imported.size(), 1);
    }

    void aFileThatCannotBeReadIsSaid()
    {
        m_page->importFrom(m_folder.filePath(u"none.ini"_s));
        QVERIFY(m_page->outcome().isEmpty()); // the disk is asked on another thread
        QTRY_VERIFY(m_page->outcome().contains(u"Could not read"_s));
    }

    void anExportHoldsTheText()
    {
        const QString path = m_folder.filePath(u"out.ini"_s);
        m_page->exportTo(path);
        QTRY_VERIFY(m_page->outcome().contains(u"Exported to"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), m_settings->exportText());
        m_page->exportTo(m_folder.filePath(u"no/such/folder.ini"_s));
        QTRY_VERIFY(m_page->outcome().contains(u"Could not write"_s));
    }

    void anEndlessFileIsRefused()
    {
        m_page->importFrom(u"/dev/zero"_s);
        QTRY_VERIFY2(m_page->outcome().contains(u"too large"_s), qPrintable(m_page->outcome()));
        QVERIFY(m_settings->imported.isEmpty());
    }

    void theTextFollowsTheSettings()
    {
        m_page->setTextShown(true);
        const auto *text = m_page->findChild<QPlainTextEdit *>();
        QVERIFY(text->isReadOnly());
        m_settings->set(u"retention.events_days"_s, u"77"_s).waitForFinished();
        QVERIFY(text->toPlainText().contains(u"retention.events_days = 77"_s));
        QVERIFY(m_page->escape());
        QVERIFY(!m_page->escape());
    }

    void aSettingIsFoundByItsNameOrItsHelp()
    {
        auto *filter = m_page->findChild<QLineEdit *>(u"settingsFilter"_s);
        const auto *form = m_page->findChild<SettingsForm *>();
        filter->setText(u"gateway.listen"_s);
        QCOMPARE(form->shownCount(), 1);
        filter->setText(u"nonsense"_s);
        QCOMPARE(form->shownCount(), 0);
        QVERIFY(m_page->outcome().contains(u"nonsense"_s));
        QVERIFY(m_page->escape());
        QCOMPARE(form->shownCount(), static_cast<int>(m_settings->values.size()));
    }

private:
    QString written(const char *text)
    {
        const QString path = m_folder.filePath(u"in.ini"_s);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return path;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::SettingsDesk> m_settings;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<SettingsFilePage> m_page;
};

QTEST_MAIN(TestSettingsFilePage)
#include "tst_settings_file_page.moc"
