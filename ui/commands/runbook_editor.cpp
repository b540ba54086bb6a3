#include "ui/commands/runbook_editor.h"

#include "core/console/on_answer.h"
#include "ui/commands/dispatch_presenter.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/status_glyph.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

RunbookEditor::RunbookEditor(const CommandsServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_panel(new Panel(tr("Runbook")))
    , m_text(new QPlainTextEdit)
    , m_glyph(new StatusGlyph)
    , m_problem(new QLabel)
    , m_save(new QPushButton(tr("Save")))
    , m_cancel(new QPushButton(tr("Cancel")))
{
    setObjectName(u"runbookEditor"_s);
    build();
    connect(m_text, &QPlainTextEdit::textChanged, this, &RunbookEditor::check);
    connect(m_save, &QPushButton::clicked, this, &RunbookEditor::save);
    connect(m_cancel, &QPushButton::clicked, this, &RunbookEditor::cancelled);
    auto *saving = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    saving->setContext(Qt::WidgetWithChildrenShortcut);
    connect(saving, &QShortcut::activated, this, &RunbookEditor::save);
}

void RunbookEditor::build()
{
    m_text->setObjectName(u"runbookText"_s);
    m_text->setAccessibleName(tr("Runbook as JSON"));
    m_text->setFont(monospaceFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_problem->setObjectName(u"runbookProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_save->setObjectName(u"saveRunbook"_s);
    m_save->setProperty("role", u"primary"_s);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_glyph);
    line->addWidget(m_problem, 1);
    line->addWidget(m_save);
    line->addWidget(m_cancel);
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(12, 10, 12, 12);
    rows->setSpacing(8);
    rows->addWidget(m_text, 1);
    rows->addLayout(line);
    m_panel->setContent(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
}

void RunbookEditor::edit(const Runbook &runbook)
{
    m_runbook = runbook;
    m_known.clear();
    const auto board = m_services.commands.board(); // for as long as the loop runs
    for (const Runbook &other : board->runbooks) {
        if (other.id != runbook.id)
            m_known += toText(other.name);
    }
    m_panel->setTitle(
        runbook.id == 0 ? tr("New runbook") : tr("Edit %1").arg(toText(runbook.name)));
    m_opened = runbookText(runbook);
    m_text->setPlainText(m_opened);
    m_text->setFocus();
    check();
}

bool RunbookEditor::isChanged() const
{
    return m_text->toPlainText() != m_opened;
}

QString RunbookEditor::problem() const
{
    if (m_read)
        return {};
    const RunbookProblem &found = m_read.error();
    return found.line > 0 ? tr("Line %1: %2").arg(found.line).arg(found.sentence) : found.sentence;
}

void RunbookEditor::check()
{
    m_read = parseRunbook(m_text->toPlainText(), m_services.commands.catalogue(), m_known);
    const QString found = problem();
    m_glyph->setStatus(m_read ? StatusKind::Ok : StatusKind::Critical);
    m_problem->setText(m_read
            ? tr("%n step(s), ready to save", nullptr, static_cast<int>((*m_read).steps.size()))
            : found);
    showGate();
}

void RunbookEditor::showGate()
{
    const QString why = whyNoCommands(m_services);
    m_save->setEnabled(m_read.has_value() && why.isEmpty());
    m_save->setToolTip(why);
}

void RunbookEditor::save()
{
    if (!m_save->isEnabled())
        return;
    Runbook runbook = *m_read;
    runbook.id = m_runbook.id;
    runbook.version = m_runbook.version; // a change by somebody else meanwhile is a conflict
    m_save->setEnabled(false);
    console::onAnswer(m_services.commands.saveRunbook(runbook), this,
        [this, name = toText(runbook.name)](const Status &status) {
            showGate();
            if (status) {
                emit saved(name);
                return;
            }
            m_glyph->setStatus(StatusKind::Critical);
            m_problem->setText(errorLine(status.error()));
        });
}

} // namespace binnacle::ui
