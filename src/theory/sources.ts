/** What the discussion cites, by the name that it uses, in the order of the alphabet. */
export const SOURCES = {
  "Appleyard 2016":
    "Appleyard, Kočiský and Blunsom: Optimizing performance of recurrent neural networks on GPUs. arXiv:1604.01946.",
  "Bai 2018":
    "Bai, Kolter and Koltun: An empirical evaluation of generic convolutional and recurrent networks for sequence modeling. arXiv:1803.01271.",
  "Bengio 1994":
    "Bengio, Simard and Frasconi: Learning long-term dependencies with gradient descent is difficult. IEEE Transactions on Neural Networks 5(2). doi:10.1109/72.279181.",
  "Bengio 2003":
    "Bengio, Ducharme, Vincent and Jauvin: A neural probabilistic language model. Journal of Machine Learning Research 3.",
  "Campos 2018":
    "Campos, Jou, Giró-i-Nieto, Torres and Chang: Skip RNN: learning to skip state updates in recurrent neural networks. ICLR. arXiv:1708.06834.",
  "Cho 2014":
    "Cho, van Merriënboer, Gulcehre, Bahdanau, Bougares, Schwenk and Bengio: Learning phrase representations using RNN encoder–decoder for statistical machine translation. EMNLP. arXiv:1406.1078.",
  "Donahue 2015":
    "Donahue, Hendricks, Guadarrama, Rohrbach, Venugopalan, Saenko and Darrell: Long-term recurrent convolutional networks for visual recognition and description. CVPR. arXiv:1411.4389.",
  "Gers 2000":
    "Gers, Schmidhuber and Cummins: Learning to forget: continual prediction with LSTM. Neural Computation 12(10). doi:10.1162/089976600300015015.",
  "Greff 2017":
    "Greff, Srivastava, Koutník, Steunebrink and Schmidhuber: LSTM: a search space odyssey. IEEE Transactions on Neural Networks and Learning Systems 28(10). arXiv:1503.04069.",
  "Hochreiter 1997":
    "Hochreiter and Schmidhuber: Long short-term memory. Neural Computation 9(8). doi:10.1162/neco.1997.9.8.1735.",
  "Irsoy 2014":
    "İrsoy and Cardie: Opinion mining with deep recurrent neural networks. EMNLP. doi:10.3115/v1/D14-1080.",
  "Luo 2016":
    "Luo, Li, Urtasun and Zemel: Understanding the effective receptive field in deep convolutional neural networks. NeurIPS. arXiv:1701.04128.",
  "Mikolov 2013":
    "Mikolov, Chen, Corrado and Dean: Efficient estimation of word representations in vector space. arXiv:1301.3781.",
  "Pascanu 2013":
    "Pascanu, Mikolov and Bengio: On the difficulty of training recurrent neural networks. ICML. arXiv:1211.5063.",
  "Rumelhart 1986":
    "Rumelhart, Hinton and Williams: Learning representations by back-propagating errors. Nature 323. doi:10.1038/323533a0.",
  "Schuster 1997":
    "Schuster and Paliwal: Bidirectional recurrent neural networks. IEEE Transactions on Signal Processing 45(11). doi:10.1109/78.650093.",
  "Shi 2015":
    "Shi, Chen, Wang, Yeung, Wong and Woo: Convolutional LSTM network: a machine learning approach for precipitation nowcasting. NeurIPS. arXiv:1506.04214.",
  "Williams 2009":
    "Williams, Waterman and Patterson: Roofline: an insightful visual performance model for multicore architectures. Communications of the ACM 52(4). doi:10.1145/1498765.1498785.",
} as const;
