#pragma once

#include "ui/widgets/filter_language.h"

#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <optional>

class QLabel;
class QTimer;

namespace binnacle::ui {

class FilterEdit;
class FilterPopup;

// Where a filter is typed: validated while typing (80 ms after the last key) in three states, each
// with icon, text and colour. Enter applies a valid filter; while the text is not valid, the last
// valid one keeps working. Where filtering costs nothing a valid text applies itself as soon as the
// typing pauses. Esc clears. ↑ in an empty or applied bar opens the history. Knows no feed.
class FilterBar final : public QWidget
{
    Q_OBJECT

public:
    using Check = FilterLanguage::Check;
    using Complete = FilterLanguage::Complete;

    explicit FilterBar(FilterLanguage language, QWidget *parent = nullptr);
    // Over a table in memory: a valid text applies itself. `name`: of the object, for tests;
    // `example`: what could be typed.
    static FilterBar *overRows(
        FilterLanguage language, const QString &name, const QString &example);
    FilterBar(Check check, Complete complete, QWidget *parent = nullptr);
    ~FilterBar() override;

    QString text() const;
    QString appliedText() const { return m_applied; }
    console::FilterCheck::State state() const { return m_check.state; }
    QString message() const; // what is wrong, for tests and screen readers

    // Other rows: what is typed is checked anew and not applied.
    void setLanguage(FilterLanguage language);
    // A valid text applies itself 250 ms after the last key.
    void setAppliesWhileTyping(bool applies) { m_appliesWhileTyping = applies; }
    // `name`: for screen readers; empty keeps "Filter".
    void setPlaceholder(const QString &example, const QString &name = {});
    void setText(const QString &text);   // checks, does not apply: "prepare as filter"
    bool applyText(const QString &text); // false: not valid, the text stands and says why
    // Over a table in memory only said while something is filtered.
    void setMatchCount(std::optional<qint64> matches, std::optional<qint64> total);
    QStringList history() const { return m_history; } // newest first, at most 50
    void setHistory(const QStringList &history);

    void focusText(); // `/`
    // One layer: popup, then text. False: nothing was left to undo.
    bool escape();

signals:
    // A valid filter in its normalised form; empty when cleared.
    void applied(const QString &filter);
    void entered(); // Enter, after the filter was applied
    void historyChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void checkNow();
    void showCheck();
    void accept();
    void use(const QString &filter);
    void remember(const QString &text);
    void askCompletion();
    void showHistory();
    void takeSuggestion(const QString &text);
    bool popupKey(int key);

    FilterLanguage m_language;
    console::FilterCheck m_check;
    QString m_applied;
    QStringList m_history;
    FilterEdit *m_edit;
    QLabel *m_icon;
    QLabel *m_state;
    QLabel *m_count;
    QPointer<FilterPopup> m_popup;
    QTimer *m_debounce;
    QTimer *m_pause; // in typing, after which a valid text applies itself
    qsizetype m_replaceFrom = 0;
    qsizetype m_replaceLength = 0;
    std::uint64_t m_question = 0;
    bool m_showsHistory = false;
    bool m_appliesWhileTyping = false;
};

} // namespace binnacle::ui
