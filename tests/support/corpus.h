#pragma once

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace binnacle::test {

// The folder of real inputs that tests read in place: $BINNACLE_CORPUS, else ../shared/corpus
// beside the repository. nullopt when there is none: QSKIP with kNoCorpus then.
std::optional<std::string> corpusPath(const std::string &relative = {});
inline constexpr auto kNoCorpus = "no corpus: set BINNACLE_CORPUS to its folder";

// The whole file; aborts the test program with a message when it cannot be read.
std::string readFile(const std::string &path);

// Likewise a file with one object in each line, as the corpus keeps its tables and indexes; empty
// lines are passed over.
std::vector<QJsonObject> readJsonLines(const std::string &path);

} // namespace binnacle::test
