#pragma once

#include "core/console/console_types.h"

#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QTimer;

namespace binnacle::ui {

class FilterEdit;
class FilterPopup;

// Where a filter is typed: validated while typing (80 ms after the last key) in three states, each
// with icon, text and colour. Enter applies a valid filter; while the text is not valid, the last
// valid one keeps working. Esc clears. ↑ in an empty or applied bar opens the history. Knows no
// feed.
class FilterBar final : public QWidget
{
    Q_OBJECT

public:
    using Check = std::function<console::FilterCheck(const QString &)>;
    using Complete = std::function<QFuture<Result<console::FilterCompletion>>(
        const QString &, qsizetype cursor)>;

    FilterBar(Check check, Complete complete, QWidget *parent = nullptr);
    ~FilterBar() override;

    QString text() const;
    QString appliedText() const { return m_applied; }
    console::FilterCheck::State state() const { return m_check.state; }
    QString message() const; // what is wrong, for tests and screen readers

    void setPlaceholder(const QString &example);
    void setText(const QString &text);   // checks, does not apply: "prepare as filter"
    bool applyText(const QString &text); // false: not valid, the text stands and says why
    void setMatchCount(std::optional<qint64> matches, std::optional<qint64> total);
    QStringList history() const { return m_history; } // newest first, at most 50
    void setHistory(const QStringList &history);

    void focusText(); // `/`
    // One layer: popup, then text. False: nothing was left to undo.
    bool escape();

signals:
    // A valid filter in its normalised form; empty when cleared.
    void applied(const QString &filter);
    void historyChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void checkNow();
    void showCheck();
    void accept();
    void remember(const QString &text);
    void askCompletion();
    void showHistory();
    void takeSuggestion(const QString &text);
    bool popupKey(int key);

    Check m_checkText;
    Complete m_complete;
    console::FilterCheck m_check;
    QString m_applied;
    QStringList m_history;
    FilterEdit *m_edit;
    QLabel *m_icon;
    QLabel *m_state;
    QLabel *m_count;
    QPointer<FilterPopup> m_popup;
    QTimer *m_debounce;
    qsizetype m_replaceFrom = 0;
    qsizetype m_replaceLength = 0;
    std::uint64_t m_question = 0;
    bool m_showsHistory = false;
};

} // namespace binnacle::ui
