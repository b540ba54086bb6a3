#include "ui/query/query_editor_pane.h"

#include "ui/query/query_editor.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using State = console::FilterCheck::State;

namespace {

constexpr std::chrono::milliseconds kDebounce{80};

} // namespace

QueryEditorPane::QueryEditorPane(const console::QueryDesk &desk,
    std::function<QFuture<Result<console::FilterCompletion>>(const QString &, qsizetype)> complete,
    QWidget *parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_editor(new QueryEditor(std::move(complete)))
    , m_icon(new QLabel)
    , m_state(new QLabel)
    , m_suggestion(new QPushButton)
    , m_hint(new QLabel(tr("Ctrl+Enter runs · Ctrl+Space completes")))
{
    setObjectName(u"queryEditorPane"_s);
    setFocusProxy(m_editor);
    m_icon->setFixedSize(16, 16);
    for (QLabel *label : {m_state, m_hint}) {
        label->setTextFormat(Qt::PlainText);
        label->setFont(smallFont());
    }
    m_state->setObjectName(u"queryState"_s);
    m_hint->setProperty("tone", u"muted"_s);
    m_suggestion->setProperty("role", u"link"_s);
    m_suggestion->setObjectName(u"querySuggestion"_s);
    m_suggestion->setFont(smallFont());
    m_suggestion->hide();
    auto *line = new QHBoxLayout;
    line->setContentsMargins(4, 0, 4, 0);
    line->setSpacing(6);
    line->addWidget(m_icon);
    line->addWidget(m_state);
    line->addWidget(m_suggestion);
    line->addStretch(1);
    line->addWidget(m_hint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_editor, 1);
    layout->addLayout(line);

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounce);
    connect(&m_debounce, &QTimer::timeout, this, &QueryEditorPane::check);
    connect(m_editor, &QueryEditor::edited, this, [this] {
        m_editor->setProblem(0, 0, State::Valid); // the old place means nothing in the new text
        m_debounce.start();
        emit edited();
    });
    connect(m_editor, &QueryEditor::runRequested, this, [this] {
        check();
        emit runRequested();
    });
    connect(m_editor, &QueryEditor::leaveRequested, this, &QueryEditorPane::leaveRequested);
    connect(m_suggestion, &QPushButton::clicked, this, &QueryEditorPane::takeSuggestion);
    connect(&theme(), &Theme::changed, this, &QueryEditorPane::showCheck);
    check();
}

QString QueryEditorPane::text() const
{
    return m_editor->toPlainText();
}

void QueryEditorPane::setText(const QString &text)
{
    m_editor->replaceText(text);
    check();
}

void QueryEditorPane::load(const QString &text)
{
    m_editor->setPlainText(text);
    m_editor->moveCursor(QTextCursor::End);
    m_editor->escape();
    check();
}

bool QueryEditorPane::isRunnable() const
{
    return m_check.state == State::Valid && !text().trimmed().isEmpty();
}

QString QueryEditorPane::message() const
{
    if (m_check.state == State::Valid)
        return {};
    if (m_check.suggestion.isEmpty())
        return m_check.message;
    return tr("%1 — did you mean %2?").arg(m_check.message, m_check.suggestion);
}

void QueryEditorPane::check()
{
    m_debounce.stop();
    const QString written = text();
    m_check = written.trimmed().isEmpty() ? console::FilterCheck() : m_desk.check(written);
    m_editor->setProblem(m_check.offset, m_check.length, m_check.state);
    showCheck();
    emit checked();
}

void QueryEditorPane::showProblem(const console::QueryProblem &problem)
{
    m_debounce.stop();
    m_check = {.state = State::Invalid,
        .predicate = nullptr,
        .normalised = {},
        .offset = problem.offset,
        .length = problem.length,
        .message = problem.message,
        .suggestion = problem.suggestion};
    m_editor->setProblem(m_check.offset, m_check.length, m_check.state);
    showCheck();
    emit checked();
}

void QueryEditorPane::showCheck()
{
    const Palette &colors = theme().palette();
    const bool isEmpty = text().trimmed().isEmpty();
    QString word = isEmpty ? tr("Write a query or choose an example")
                           : tr("valid", "state of the text of a query");
    QString name = isEmpty ? u"info"_s : u"valid"_s;
    QString tone = isEmpty ? u"muted"_s : u"ok"_s;
    QColor color = isEmpty ? colors.muted : colors.ok;
    if (m_check.state == State::Incomplete) {
        word = tr("incomplete: %1", "state of the text of a query").arg(m_check.message);
        name = u"incomplete"_s;
        tone = u"warning"_s;
        color = colors.warning;
    } else if (m_check.state == State::Invalid) {
        word = tr("invalid: %1", "state of the text of a query").arg(m_check.message);
        name = u"invalid"_s;
        tone = u"critical"_s;
        color = colors.critical;
    }
    m_icon->setPixmap(iconPixmap(name, color, {16, 16}, devicePixelRatioF()));
    m_state->setText(word);
    m_state->setProperty("tone", tone);
    m_state->style()->unpolish(m_state);
    m_state->style()->polish(m_state);
    m_suggestion->setVisible(!m_check.suggestion.isEmpty() && m_check.state != State::Valid);
    m_suggestion->setText(tr("Did you mean %1?").arg(m_check.suggestion));
    m_editor->setAccessibleDescription(message().isEmpty() ? word : message());
}

void QueryEditorPane::takeSuggestion()
{
    m_editor->replaceSpan(m_check.offset, m_check.length, m_check.suggestion);
    m_editor->setFocus(Qt::OtherFocusReason);
    check();
}

} // namespace binnacle::ui
