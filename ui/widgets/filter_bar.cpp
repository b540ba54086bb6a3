#include "ui/widgets/filter_bar.h"

#include "core/console/on_answer.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_edit.h"
#include "ui/widgets/filter_popup.h"
#include "ui/widgets/formatting.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QStyle>
#include <QTimer>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using console::FilterCheck;

namespace {

constexpr std::chrono::milliseconds kDebounce{80};
// Long enough that somebody who types a condition in one go never sees half of it applied.
constexpr std::chrono::milliseconds kPause{250};
constexpr qsizetype kHistoryLength = 50;

QString stateWord(FilterCheck::State state)
{
    switch (state) {
    case FilterCheck::State::Incomplete:
        return u"incomplete"_s;
    case FilterCheck::State::Invalid:
        return u"invalid"_s;
    case FilterCheck::State::Valid:
        break;
    }
    return u"valid"_s;
}

QColor stateColor(FilterCheck::State state)
{
    const Palette &colors = theme().palette();
    switch (state) {
    case FilterCheck::State::Incomplete:
        return colors.warning;
    case FilterCheck::State::Invalid:
        return colors.critical;
    case FilterCheck::State::Valid:
        break;
    }
    return colors.ok;
}

} // namespace

FilterBar::FilterBar(Check check, Complete complete, QWidget *parent)
    : FilterBar(FilterLanguage{.check = std::move(check), .complete = std::move(complete)}, parent)
{}

FilterBar::FilterBar(FilterLanguage language, QWidget *parent)
    : QWidget(parent)
    , m_language(std::move(language))
    , m_edit(new FilterEdit)
    , m_icon(new QLabel)
    , m_state(new QLabel)
    , m_count(new QLabel)
    , m_popup(new FilterPopup(*m_edit))
    , m_debounce(new QTimer(this))
    , m_pause(new QTimer(this))
{
    setObjectName(u"filterBar"_s);
    setFocusProxy(m_edit);
    setFocusPolicy(Qt::StrongFocus);
    m_edit->setObjectName(u"filterEdit"_s);
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->installEventFilter(this);
    for (QLabel *label : {m_state, m_count})
        label->setTextFormat(Qt::PlainText);
    m_state->setFont(smallFont());
    m_count->setProperty("tone", u"muted"_s);
    m_count->setObjectName(u"filterCount"_s);
    m_count->hide();
    m_icon->setFixedSize(16, 16);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_count);

    m_debounce->setSingleShot(true);
    m_debounce->setInterval(kDebounce);
    connect(m_debounce, &QTimer::timeout, this, [this] {
        checkNow();
        if (m_edit->hasFocus())
            askCompletion();
    });
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPause);
    connect(m_pause, &QTimer::timeout, this, [this] {
        checkNow();
        if (m_check.state == FilterCheck::State::Valid)
            use(m_check.normalised);
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_popup->hideList();
        m_debounce->start();
        if (m_appliesWhileTyping)
            m_pause->start();
    });
    connect(m_edit, &QLineEdit::textChanged, m_edit, [this] { m_edit->setProblem(0, 0, {}); });
    connect(m_popup, &FilterPopup::chosen, this, &FilterBar::takeSuggestion);
    connect(&theme(), &Theme::changed, this, &FilterBar::showCheck);
    checkNow();
}

FilterBar *FilterBar::overRows(FilterLanguage language, const QString &name, const QString &example)
{
    auto *bar = new FilterBar(std::move(language));
    bar->setObjectName(name);
    bar->setPlaceholder(example);
    bar->setAppliesWhileTyping(true);
    return bar;
}

FilterBar::~FilterBar()
{
    delete m_popup; // lives in the window, which may have gone first
}

QString FilterBar::text() const
{
    return m_edit->text();
}

QString FilterBar::message() const
{
    if (m_check.state == FilterCheck::State::Valid)
        return {};
    if (m_check.suggestion.isEmpty())
        return m_check.message;
    return tr("%1 — did you mean %2?").arg(m_check.message, m_check.suggestion);
}

void FilterBar::setLanguage(FilterLanguage language)
{
    m_language = std::move(language);
    checkNow();
}

void FilterBar::setPlaceholder(const QString &example, const QString &name)
{
    m_edit->setPlaceholderText(example);
    if (!name.isEmpty())
        m_edit->setAccessibleName(name);
}

void FilterBar::setText(const QString &text)
{
    m_edit->setText(text);
    checkNow();
}

bool FilterBar::applyText(const QString &text)
{
    setText(text);
    if (m_check.state != FilterCheck::State::Valid)
        return false;
    accept();
    return true;
}

void FilterBar::setMatchCount(std::optional<qint64> matches, std::optional<qint64> total)
{
    if (!matches || (m_appliesWhileTyping && m_applied.isEmpty()))
        m_count->setText({});
    else if (!total || *total == *matches)
        m_count->setText(countText(*matches));
    else
        m_count->setText(tr("%1 of %2").arg(countText(*matches), countText(*total)));
    m_count->setVisible(!m_count->text().isEmpty());
}

void FilterBar::setHistory(const QStringList &history)
{
    m_history = history.mid(0, kHistoryLength);
}

void FilterBar::focusText()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

bool FilterBar::escape()
{
    if (m_popup->isListShown()) {
        m_popup->hideList();
        return true;
    }
    if (m_edit->text().isEmpty() && m_applied.isEmpty())
        return false;
    applyText({});
    return true;
}

void FilterBar::checkNow()
{
    m_debounce->stop();
    m_check = m_language.check ? m_language.check(m_edit->text()) : FilterCheck{};
    m_edit->setProblem(m_check.offset, m_check.length, m_check.state);
    showCheck();
}

void FilterBar::showCheck()
{
    const bool isEmpty = m_edit->text().isEmpty();
    const bool isApplied = m_check.state == FilterCheck::State::Valid
        && (m_edit->text() == m_applied || m_check.normalised == m_applied);
    const QString word = stateWord(m_check.state);
    const QColor color = isEmpty ? theme().palette().muted : stateColor(m_check.state);
    m_icon->setPixmap(
        iconPixmap(isEmpty ? u"filter"_s : word, color, {16, 16}, devicePixelRatioF()));

    QString text;
    QString tone = u"muted"_s;
    if (m_check.state == FilterCheck::State::Incomplete) {
        text = tr("incomplete", "state of a filter text");
        tone = u"warning"_s;
    } else if (m_check.state == FilterCheck::State::Invalid) {
        text = tr("invalid", "state of a filter text");
        tone = u"critical"_s;
    } else if (!isEmpty || !isApplied) {
        text = isApplied ? tr("applied", "state of a filter text") : tr("valid — Enter applies");
        tone = u"ok"_s;
    }
    // One that applies itself needs no word for it: the rows and their count say so.
    const bool isQuiet = m_appliesWhileTyping && m_check.state == FilterCheck::State::Valid;
    m_state->setText(isQuiet ? QString() : text);
    m_state->setVisible(!m_state->text().isEmpty());
    m_state->setProperty("tone", tone);
    m_edit->setProperty("state", isEmpty || isApplied ? QString() : word);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_state, m_edit}) {
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
    m_edit->setAccessibleDescription(message().isEmpty() ? text : message());
    m_edit->setToolTip(message());
    m_popup->setMessage(m_edit->hasFocus() ? message() : QString(),
        m_check.state == FilterCheck::State::Invalid ? Tone::Critical : Tone::Warning);
}

void FilterBar::accept()
{
    checkNow();
    if (m_check.state != FilterCheck::State::Valid)
        return; // the last valid filter keeps working
    m_popup->hideList();
    remember(m_edit->text().trimmed());
    use(m_edit->text().trimmed().isEmpty() ? QString() : m_check.normalised);
}

void FilterBar::use(const QString &filter)
{
    m_pause->stop();
    m_applied = filter;
    showCheck();
    emit applied(filter);
}

void FilterBar::remember(const QString &text)
{
    if (text.isEmpty() || (!m_history.isEmpty() && m_history.front() == text))
        return;
    m_history.removeAll(text);
    m_history.prepend(text);
    m_history = m_history.mid(0, kHistoryLength);
    emit historyChanged();
}

void FilterBar::askCompletion()
{
    if (!m_language.complete)
        return;
    const std::uint64_t question = ++m_question;
    console::onAnswer(m_language.complete(m_edit->text(), m_edit->cursorPosition()), this,
        [this, question](const Result<console::FilterCompletion> &answer) {
            // Completion is a convenience: without an answer there is nothing to offer.
            if (question != m_question || !answer || !m_edit->hasFocus())
                return;
            m_showsHistory = false;
            m_replaceFrom = answer->offset;
            m_replaceLength = answer->length;
            m_popup->showList(answer->suggestions);
        });
}

void FilterBar::showHistory()
{
    std::vector<console::FilterSuggestion> rows;
    for (const QString &text : m_history)
        rows.push_back({.text = text, .detail = {}});
    m_showsHistory = true;
    m_popup->showList(rows);
    m_popup->moveMark(1);
}

void FilterBar::takeSuggestion(const QString &text)
{
    m_popup->hideList();
    if (m_showsHistory) {
        m_edit->setText(text);
    } else {
        const QString before = m_edit->text();
        m_edit->setText(
            before.left(m_replaceFrom) + text + before.mid(m_replaceFrom + m_replaceLength));
        m_edit->setCursorPosition(static_cast<int>(m_replaceFrom + text.size()));
    }
    checkNow();
    if (m_appliesWhileTyping)
        m_pause->start();
}

bool FilterBar::popupKey(int key)
{
    if (!m_popup->isListShown())
        return false;
    switch (key) {
    case Qt::Key_Down:
        m_popup->moveMark(1);
        return true;
    case Qt::Key_Up:
        m_popup->moveMark(-1);
        return true;
    case Qt::Key_Tab:
        if (!m_popup->choose())
            m_popup->moveMark(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return m_popup->choose();
    default:
        return false;
    }
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        m_popup->hideAll();
    } else if (event->type() == QEvent::FocusIn) {
        showCheck();
    } else if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (popupKey(key->key()))
            return true;
        switch (key->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            accept();
            if (m_check.state == FilterCheck::State::Valid)
                emit entered();
            return true;
        case Qt::Key_Escape:
            return escape();
        case Qt::Key_Up:
            if (!m_history.isEmpty())
                showHistory();
            return true;
        case Qt::Key_Space:
            if (!key->modifiers().testFlag(Qt::ControlModifier))
                break;
            [[fallthrough]];
        case Qt::Key_Down:
            askCompletion();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace binnacle::ui
