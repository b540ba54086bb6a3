#pragma once

#include <QWidget>

#include <vector>

namespace binnacle::ui {

struct QueryExample
{
    QString text;  // in the language: not translated
    QString about; // what it finds
};
std::vector<QueryExample> queryExamples();

// What the result shows before the first run: queries to begin with.
class QueryExamples final : public QWidget
{
    Q_OBJECT

public:
    explicit QueryExamples(QWidget *parent = nullptr);

signals:
    void chosen(const QString &text);
};

} // namespace binnacle::ui
