#include "ui/settings/settings_file_page.h"

#include "core/console/on_answer.h"
#include "ui/settings/access_text.h"
#include "ui/settings/settings_form.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/find_edit.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/text_file.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QStyle>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFilterWidth = 260;
constexpr qint64 kLargestFile = 1 << 20;

} // namespace

SettingsFilePage::SettingsFilePage(
    console::SettingsDesk &settings, console::AccessDesk &access, QWidget *parent)
    : SettingsPage(tr("All settings"), tr("One commented text file in the workspace"), parent)
    , m_settings(settings)
    , m_access(access)
    , m_filter(new FindEdit(tr("Find a setting")))
    , m_asText(new QPushButton(tr("Show as text")))
    , m_import(new QPushButton(tr("Import…")))
    , m_outcome(new QLabel)
    , m_form(new SettingsForm(settings, access, {}))
    , m_text(new QPlainTextEdit)
    , m_pages(new QStackedLayout)
{
    build();
    connect(m_filter, &QLineEdit::textChanged, this, &SettingsFilePage::filter);
    connect(m_asText, &QPushButton::toggled, this, &SettingsFilePage::setTextShown);
    connect(m_import, &QPushButton::clicked, this, &SettingsFilePage::chooseImport);
    connect(&m_access, &console::AccessDesk::changed, this, &SettingsFilePage::showPermission);
    connect(&m_settings, &console::SettingsDesk::changed, this, [this] {
        if (m_asText->isChecked())
            setTextShown(true);
    });
    showPermission();
}

void SettingsFilePage::build()
{
    m_filter->setObjectName(u"settingsFilter"_s);
    m_filter->setFixedWidth(kFilterWidth);
    m_asText->setCheckable(true);
    auto *exporting = new QPushButton(tr("Export…"));
    connect(exporting, &QPushButton::clicked, this, &SettingsFilePage::chooseExport);
    header().addWidget(m_filter);
    for (QPushButton *button : {m_asText, exporting, m_import})
        header().addWidget(button);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_outcome->hide();
    m_text->setReadOnly(true);
    m_text->setFont(monospaceFont());
    m_text->setAccessibleName(tr("The settings as text"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto *scrolled = new QWidget;
    auto *rows = new QVBoxLayout(scrolled);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_form);
    rows->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(scrolled);
    m_pages->addWidget(scroll);
    m_pages->addWidget(m_text);
    body().addWidget(m_outcome);
    body().addLayout(m_pages, 1);
}

bool SettingsFilePage::escape()
{
    if (!m_filter->text().isEmpty()) {
        m_filter->clear();
        return true;
    }
    if (!m_asText->isChecked())
        return false;
    m_asText->setChecked(false);
    return true;
}

void SettingsFilePage::focusFilter()
{
    m_asText->setChecked(false);
    m_filter->setFocus();
    m_filter->selectAll();
}

QString SettingsFilePage::outcome() const
{
    return m_outcome->text();
}

void SettingsFilePage::showPermission()
{
    const Permission permission = permissionTo(m_access, Capability::ManageSettings);
    m_import->setEnabled(permission.isGiven);
    m_import->setToolTip(permission.whyNot);
}

void SettingsFilePage::filter(const QString &text)
{
    m_form->setFilter(text.trimmed());
    if (m_form->shownCount() == 0)
        say(tr("No setting has “%1” in its name or its help.").arg(text.trimmed()), false);
    else
        say({}, false);
}

void SettingsFilePage::setTextShown(bool on)
{
    m_asText->setChecked(on);
    m_filter->setEnabled(!on);
    m_pages->setCurrentIndex(on ? 1 : 0);
    if (on && m_text->toPlainText() != m_settings.exportText())
        m_text->setPlainText(m_settings.exportText());
}

void SettingsFilePage::chooseExport()
{
    auto *dialog = new QFileDialog(this, tr("Export the settings"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"ini"_s);
    dialog->selectFile(u"binnacle.ini"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &SettingsFilePage::exportTo);
    dialog->open();
}

void SettingsFilePage::exportTo(const QString &path)
{
    const QByteArray text = m_settings.exportText().toUtf8();
    console::onAnswer(writeTextFile(path, text), this, [this, path](const QString &why) {
        if (why.isEmpty())
            say(tr("Exported to %1").arg(path), false);
        else
            say(tr("Could not write %1: %2. Nothing else was changed.").arg(path, why), true);
    });
}

void SettingsFilePage::chooseImport()
{
    auto *dialog = new QFileDialog(this, tr("Import settings"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Settings (*.ini *.conf *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &SettingsFilePage::importFrom);
    dialog->open();
}

void SettingsFilePage::importFrom(const QString &path)
{
    console::onAnswer(readTextFile(path, kLargestFile), this, [this, path](const ReadText &read) {
        if (!read.problem.isEmpty())
            return say(tr("Could not read %1: %2").arg(path, read.problem), true);
        if (read.isTooLong)
            return say(
                tr("%1 is too large for a settings file (%2).").arg(path, bytesText(read.bytes)),
                true);
        take(path, read.text);
    });
}

void SettingsFilePage::take(const QString &path, const QString &text)
{
    console::onAnswer(m_settings.importText(text), this,
        [this, path](
            const Result<std::shared_ptr<const std::vector<console::SettingsProblem>>> &answer) {
            if (!answer)
                return say(errorLine(answer.error()), true);
            showProblems(path, **answer);
        });
}

void SettingsFilePage::showProblems(
    const QString &path, const std::vector<console::SettingsProblem> &problems)
{
    const QString name = QFileInfo(path).fileName();
    if (problems.empty())
        return say(tr("%1 was taken. What acts at the next start says so.").arg(name), false);
    QStringList lines{tr("%1 was not taken: %n mistake(s). All settings stay as they were.",
        nullptr, static_cast<int>(problems.size()))
                          .arg(name)};
    for (const console::SettingsProblem &one : problems) {
        const QString about = one.key.isEmpty() ? one.message : one.key + u' ' + one.message;
        lines += one.line > 0 ? tr("Line %1: %2").arg(one.line).arg(about) : about;
    }
    say(lines.join(u'\n'), true);
}

void SettingsFilePage::say(const QString &text, bool isBad)
{
    m_outcome->setText(text);
    m_outcome->setProperty("tone", isBad ? u"critical"_s : u"muted"_s);
    m_outcome->style()->unpolish(m_outcome);
    m_outcome->style()->polish(m_outcome);
    m_outcome->setVisible(!text.isEmpty());
}

} // namespace binnacle::ui
