#pragma once

#include "ui/widgets/status_glyph.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace binnacle::ui {

// Parts of a whole as lines: a word, a bar, a percentage. Lines can be walked and opened.
class ShareList final : public QWidget
{
    Q_OBJECT

public:
    struct Line
    {
        QString name;
        QString detail;   // "1 204 requests": tooltip
        double share = 0; // 0..1
        StatusKind status = StatusKind::Neutral;
        int target = -1; // what opening it means; -1: nothing

        friend bool operator==(const Line &, const Line &) = default;
    };

    explicit ShareList(QWidget *parent = nullptr);

    void setLines(std::vector<Line> lines);
    const std::vector<Line> &lines() const { return m_lines; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, 60}; }

signals:
    void opened(int target);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRect rowBox(int row) const;
    int rowAt(const QPoint &point) const; // -1: none
    void open(int row);

    std::vector<Line> m_lines;
    int m_current = -1;
};

} // namespace binnacle::ui
