#pragma once

#include "ui/widgets/status_glyph.h"
#include "ui/widgets/table_style.h"

#include <QScrollArea>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace binnacle::ui {

// The right side of a view: what the selected thing is. Filled from top to bottom; all text is
// plain, selectable and wraps. What was added appears when control is back in the event loop.
class InspectorPanel final : public QScrollArea
{
    Q_OBJECT

public:
    explicit InspectorPanel(QWidget *parent = nullptr);

    void clear();
    void clearKeepingPlace(); // for the same thing anew: scrolled to where it is now
    // "▲ BackOff on payments-db-0": `subject` muted after `title`.
    void addTitle(StatusKind status, const QString &title, const QString &subject = {});
    void addSection(const QString &title, const QString &trailing = {});
    QLabel *addRow(
        const QString &key, const QString &value, bool isMonospace = false, Tone tone = Tone::Text);
    // A key whose value goes somewhere.
    QPushButton *addLinkRow(const QString &key, const QString &value);
    QLabel *addText(const QString &text, Tone tone = Tone::Text);
    void addWidget(QWidget *widget); // takes ownership
    // Buttons wrap to further lines; at the end of the panel.
    QPushButton *addButton(const QString &text);

    QSize sizeHint() const override { return {330, 400}; }
    QSize minimumSizeHint() const override { return {240, 120}; }

private:
    void present();

    QWidget *m_content = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QWidget *m_buttons = nullptr;
    bool m_isFilling = false; // to be presented
    int m_place = 0;          // of the scroll bar, when the content is presented
};

} // namespace binnacle::ui
