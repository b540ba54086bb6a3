#pragma once

#include "core/console/console_types.h"
#include "ui/widgets/table_style.h"

#include <QFrame>

class QLabel;
class QListWidget;

namespace binnacle::ui {

// Below a text field, above everything else in its window: what is wrong with the text, and what
// could be typed next. Never takes the focus; the edit steers it.
class FilterPopup final : public QFrame
{
    Q_OBJECT

public:
    // Moves into the edit's window when first shown.
    explicit FilterPopup(QWidget &edit);

    // Below this place of the edit instead of below all of it, at least this wide.
    void setAnchor(const QRect &place);

    void setMessage(const QString &message, Tone tone);
    void showList(const std::vector<console::FilterSuggestion> &suggestions);
    void hideList();
    void hideAll();
    bool isListShown() const;
    void moveMark(int rows); // the marked row; from none to the first or last
    bool choose();           // false: no row is marked

signals:
    void chosen(const QString &text);

private:
    void place();

    QWidget &m_edit;
    QRect m_anchor; // in the edit; empty: all of it
    QLabel *m_message;
    QListWidget *m_list;
};

} // namespace binnacle::ui
