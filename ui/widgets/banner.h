#pragma once

#include "ui/widgets/state_panel.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace binnacle::ui {

// One line above the data that says something about it: stale, read-only, partly failed. The data
// below stays. Not modal, does not time out.
class Banner final : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    // `code` is the stable error code, shown last and copied with the text; may be empty.
    void present(StatusKind status, const QString &text, const QString &code = {});
    void setAction(const PanelAction &action);
    void setHatched(bool isHatched); // the data below are of another time
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StatusGlyph *m_glyph;
    QLabel *m_text;
    QLabel *m_code;
    QPushButton *m_action;
    std::function<void()> m_run;
    bool m_isHatched = false;
};

} // namespace binnacle::ui
